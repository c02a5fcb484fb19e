namespace ShuffleOrleans.Grains.Interfaces.Serialization.Ids;

/// <summary>How a <see cref="PartitionAttemptId"/> crosses.</summary>
[RegisterConverter]
internal sealed class PartitionAttemptIdConverter : IConverter<PartitionAttemptId, PartitionAttemptIdConverter.Surrogate>
{
    public PartitionAttemptId ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Partition, surrogate.Attempt, surrogate.Epoch);

    public Surrogate ConvertToSurrogate(in PartitionAttemptId value) =>
        new(value.Partition, value.Attempt, value.Epoch);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] DataPartitionId Partition,
        [property: Id(1)] int Attempt,
        [property: Id(2)] long Epoch);
}
