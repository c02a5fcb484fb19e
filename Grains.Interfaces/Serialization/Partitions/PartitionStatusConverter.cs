using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Grains.Interfaces.Serialization.Partitions;

/// <summary>How a <see cref="PartitionStatus"/> crosses.</summary>
[RegisterConverter]
internal sealed class PartitionStatusConverter : IConverter<PartitionStatus, PartitionStatusConverter.Surrogate>
{
    public PartitionStatus ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Allocation, surrogate.State, surrogate.Receipt);

    public Surrogate ConvertToSurrogate(in PartitionStatus value) =>
        new(value.Allocation, value.State, value.Receipt);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] PartitionAllocation Allocation,
        [property: Id(1)] PartitionState State,
        [property: Id(2)] PartitionReceipt? Receipt);
}
