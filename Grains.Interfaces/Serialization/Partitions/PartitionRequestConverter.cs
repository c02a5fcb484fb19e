namespace ShuffleOrleans.Grains.Interfaces.Serialization.Partitions;

/// <summary>How a <see cref="PartitionRequest"/> crosses.</summary>
[RegisterConverter]
internal sealed class PartitionRequestConverter : IConverter<PartitionRequest, PartitionRequestConverter.Surrogate>
{
    public PartitionRequest ConvertFromSurrogate(in Surrogate surrogate) =>
        new(
            surrogate.DataSet,
            surrogate.Kind,
            surrogate.PartitionIndex,
            surrogate.Attempt,
            surrogate.SubpartitionCount,
            surrogate.ProducerHost);

    public Surrogate ConvertToSurrogate(in PartitionRequest value) =>
        new(value.DataSet, value.Kind, value.PartitionIndex, value.Attempt, value.SubpartitionCount, value.ProducerHost);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] DataSetId DataSet,
        [property: Id(1)] DataPartitionKind Kind,
        [property: Id(2)] int PartitionIndex,
        [property: Id(3)] int Attempt,
        [property: Id(4)] int SubpartitionCount,
        [property: Id(5)] string? ProducerHost);
}
