using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Grains.Interfaces.Serialization.Workers;

/// <summary>How a <see cref="StoredPartition"/> crosses.</summary>
[RegisterConverter]
internal sealed class StoredPartitionConverter : IConverter<StoredPartition, StoredPartitionConverter.Surrogate>
{
    public StoredPartition ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Attempt, surrogate.SubpartitionCount, surrogate.Receipt);

    public Surrogate ConvertToSurrogate(in StoredPartition value) =>
        new(value.Attempt, value.SubpartitionCount, value.Receipt);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] PartitionAttemptId Attempt,
        [property: Id(1)] int SubpartitionCount,
        [property: Id(2)] PartitionReceipt Receipt);
}
