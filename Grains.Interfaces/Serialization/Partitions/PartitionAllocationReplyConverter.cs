namespace ShuffleOrleans.Grains.Interfaces.Serialization.Partitions;

/// <summary>How a <see cref="PartitionAllocationReply"/> crosses.</summary>
[RegisterConverter]
internal sealed class PartitionAllocationReplyConverter : IConverter<PartitionAllocationReply, PartitionAllocationReplyConverter.Surrogate>
{
    public PartitionAllocationReply ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Allocations ?? []);

    public Surrogate ConvertToSurrogate(in PartitionAllocationReply value) =>
        new(value.Allocations.AsArray());

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate([property: Id(0)] PartitionAllocation[]? Allocations);
}
