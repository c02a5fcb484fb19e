namespace ShuffleOrleans.Grains.Interfaces.Serialization.Workers;

/// <summary>How a <see cref="WorkerHeartbeatReply"/> crosses.</summary>
[RegisterConverter]
internal sealed class WorkerHeartbeatReplyConverter : IConverter<WorkerHeartbeatReply, WorkerHeartbeatReplyConverter.Surrogate>
{
    public WorkerHeartbeatReply ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.AcknowledgedSequence, surrogate.Release ?? []);

    public Surrogate ConvertToSurrogate(in WorkerHeartbeatReply value) =>
        new(value.AcknowledgedSequence, value.Release.AsArray());

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate([property: Id(0)] long AcknowledgedSequence, [property: Id(1)] PartitionAttemptId[]? Release);
}
