namespace ShuffleOrleans.Grains.Interfaces.Serialization.Partitions;

/// <summary>How a <see cref="PartitionListReply"/> crosses.</summary>
[RegisterConverter]
internal sealed class PartitionListReplyConverter : IConverter<PartitionListReply, PartitionListReplyConverter.Surrogate>
{
    public PartitionListReply ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Partitions ?? [], surrogate.TotalCount, surrogate.LastEventSequence);

    public Surrogate ConvertToSurrogate(in PartitionListReply value) =>
        new(value.Partitions.AsArray(), value.TotalCount, value.LastEventSequence);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] PartitionStatus[]? Partitions,
        [property: Id(1)] int TotalCount,
        [property: Id(2)] long LastEventSequence);
}
