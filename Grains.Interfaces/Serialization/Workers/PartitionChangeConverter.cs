using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Grains.Interfaces.Serialization.Workers;

/// <summary>How a <see cref="PartitionChange"/> crosses.</summary>
[RegisterConverter]
internal sealed class PartitionChangeConverter : IConverter<PartitionChange, PartitionChangeConverter.Surrogate>
{
    public PartitionChange ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Sequence, surrogate.Kind, surrogate.Attempt, surrogate.SubpartitionCount, surrogate.Receipt, surrogate.Reason);

    public Surrogate ConvertToSurrogate(in PartitionChange value) =>
        new(value.Sequence, value.Kind, value.Attempt, value.SubpartitionCount, value.Receipt, value.Reason);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] long Sequence,
        [property: Id(1)] PartitionChangeKind Kind,
        [property: Id(2)] PartitionAttemptId Attempt,
        [property: Id(3)] int SubpartitionCount,
        [property: Id(4)] PartitionReceipt? Receipt,
        [property: Id(5)] string Reason);
}
