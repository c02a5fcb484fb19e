namespace ShuffleOrleans.Grains.Interfaces.Serialization.Jobs;

/// <summary>How a <see cref="JobHeartbeat"/> crosses.</summary>
[RegisterConverter]
internal sealed class JobHeartbeatConverter : IConverter<JobHeartbeat, JobHeartbeatConverter.Surrogate>
{
    public JobHeartbeat ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Job, surrogate.Instance);

    public Surrogate ConvertToSurrogate(in JobHeartbeat value) =>
        new(value.Job, value.Instance);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate([property: Id(0)] JobId Job, [property: Id(1)] JobInstanceId Instance);
}
