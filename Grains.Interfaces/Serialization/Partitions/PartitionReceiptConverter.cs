using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Grains.Interfaces.Serialization.Partitions;

/// <summary>How a <see cref="PartitionReceipt"/> crosses.</summary>
[RegisterConverter]
internal sealed class PartitionReceiptConverter : IConverter<PartitionReceipt, PartitionReceiptConverter.Surrogate>
{
    public PartitionReceipt ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.RegionCount, surrogate.FrameCount, surrogate.PayloadBytes, surrogate.Digest);

    public Surrogate ConvertToSurrogate(in PartitionReceipt value) =>
        new(value.RegionCount, value.FrameCount, value.PayloadBytes, value.Digest);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] int RegionCount,
        [property: Id(1)] long FrameCount,
        [property: Id(2)] long PayloadBytes,
        [property: Id(3)] ulong Digest);
}
