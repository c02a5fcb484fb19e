namespace ShuffleOrleans.Grains.Interfaces.Serialization.Partitions;

/// <summary>How a <see cref="PartitionReleaseRequest"/> crosses.</summary>
[RegisterConverter]
internal sealed class PartitionReleaseRequestConverter : IConverter<PartitionReleaseRequest, PartitionReleaseRequestConverter.Surrogate>
{
    public PartitionReleaseRequest ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Job, surrogate.Instance, surrogate.Attempts ?? []);

    public Surrogate ConvertToSurrogate(in PartitionReleaseRequest value) =>
        new(value.Job, value.Instance, value.Attempts.AsArray());

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] JobId Job,
        [property: Id(1)] JobInstanceId Instance,
        [property: Id(2)] PartitionAttemptId[]? Attempts);
}
