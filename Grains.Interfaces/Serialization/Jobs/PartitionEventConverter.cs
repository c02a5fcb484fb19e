using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Grains.Interfaces.Serialization.Jobs;

/// <summary>How a <see cref="PartitionEvent"/> crosses.</summary>
[RegisterConverter]
internal sealed class PartitionEventConverter : IConverter<PartitionEvent, PartitionEventConverter.Surrogate>
{
    public PartitionEvent ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Sequence, surrogate.At, surrogate.Kind, surrogate.Attempt, surrogate.Worker, surrogate.Receipt, surrogate.Reason);

    public Surrogate ConvertToSurrogate(in PartitionEvent value) =>
        new(value.Sequence, value.At, value.Kind, value.Attempt, value.Worker, value.Receipt, value.Reason);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] long Sequence,
        [property: Id(1)] DateTimeOffset At,
        [property: Id(2)] PartitionEventKind Kind,
        [property: Id(3)] PartitionAttemptId Attempt,
        [property: Id(4)] WorkerId Worker,
        [property: Id(5)] PartitionReceipt? Receipt,
        [property: Id(6)] string Reason);
}
