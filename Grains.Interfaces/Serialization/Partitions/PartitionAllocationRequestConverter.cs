namespace ShuffleOrleans.Grains.Interfaces.Serialization.Partitions;

/// <summary>How a <see cref="PartitionAllocationRequest"/> crosses.</summary>
[RegisterConverter]
internal sealed class PartitionAllocationRequestConverter : IConverter<PartitionAllocationRequest, PartitionAllocationRequestConverter.Surrogate>
{
    public PartitionAllocationRequest ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Job, surrogate.Instance, surrogate.Partitions ?? []);

    public Surrogate ConvertToSurrogate(in PartitionAllocationRequest value) =>
        new(value.Job, value.Instance, value.Partitions.AsArray());

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] JobId Job,
        [property: Id(1)] JobInstanceId Instance,
        [property: Id(2)] PartitionRequest[]? Partitions);
}
