namespace ShuffleOrleans.Grains.Interfaces.Serialization.Jobs;

/// <summary>How a <see cref="PartitionEventBatch"/> crosses.</summary>
[RegisterConverter]
internal sealed class PartitionEventBatchConverter : IConverter<PartitionEventBatch, PartitionEventBatchConverter.Surrogate>
{
    public PartitionEventBatch ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Events ?? [], surrogate.Missed, surrogate.LastSequence);

    public Surrogate ConvertToSurrogate(in PartitionEventBatch value) =>
        new(value.Events.AsArray(), value.Missed, value.LastSequence);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] PartitionEvent[]? Events,
        [property: Id(1)] bool Missed,
        [property: Id(2)] long LastSequence);
}
