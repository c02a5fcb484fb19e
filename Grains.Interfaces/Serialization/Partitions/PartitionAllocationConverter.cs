using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Grains.Interfaces.Serialization.Partitions;

/// <summary>How a <see cref="PartitionAllocation"/> crosses.</summary>
[RegisterConverter]
internal sealed class PartitionAllocationConverter : IConverter<PartitionAllocation, PartitionAllocationConverter.Surrogate>
{
    public PartitionAllocation ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Attempt, surrogate.SubpartitionCount, surrogate.Locations ?? [], surrogate.Storage);

    public Surrogate ConvertToSurrogate(in PartitionAllocation value) =>
        new(value.Attempt, value.SubpartitionCount, value.Locations.AsArray(), value.Storage);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] PartitionAttemptId Attempt,
        [property: Id(1)] int SubpartitionCount,
        [property: Id(2)] WorkerLocation[]? Locations,
        [property: Id(3)] StorageChoice Storage);
}
