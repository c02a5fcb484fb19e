namespace ShuffleOrleans.Grains.Interfaces.Serialization.Jobs;

/// <summary>How a <see cref="JobHeartbeatReply"/> crosses.</summary>
[RegisterConverter]
internal sealed class JobHeartbeatReplyConverter : IConverter<JobHeartbeatReply, JobHeartbeatReplyConverter.Surrogate>
{
    public JobHeartbeatReply ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.LastEventSequence);

    public Surrogate ConvertToSurrogate(in JobHeartbeatReply value) =>
        new(value.LastEventSequence);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate([property: Id(0)] long LastEventSequence);
}
