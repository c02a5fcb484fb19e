namespace ShuffleOrleans.Grains.Interfaces.Serialization.Workers;

/// <summary>How a <see cref="WorkerRegistrationReply"/> crosses.</summary>
[RegisterConverter]
internal sealed class WorkerRegistrationReplyConverter : IConverter<WorkerRegistrationReply, WorkerRegistrationReplyConverter.Surrogate>
{
    public WorkerRegistrationReply ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.HeartbeatInterval, surrogate.HeartbeatTimeout, surrogate.Release ?? []);

    public Surrogate ConvertToSurrogate(in WorkerRegistrationReply value) =>
        new(value.HeartbeatInterval, value.HeartbeatTimeout, value.Release.AsArray());

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] TimeSpan HeartbeatInterval,
        [property: Id(1)] TimeSpan HeartbeatTimeout,
        [property: Id(2)] PartitionAttemptId[]? Release);
}
