namespace ShuffleOrleans.Grains.Interfaces.Serialization.Ids;

/// <summary>How a <see cref="DataPartitionId"/> crosses.</summary>
[RegisterConverter]
internal sealed class DataPartitionIdConverter : IConverter<DataPartitionId, DataPartitionIdConverter.Surrogate>
{
    public DataPartitionId ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Job, surrogate.DataSet, surrogate.Kind, surrogate.PartitionIndex);

    public Surrogate ConvertToSurrogate(in DataPartitionId value) =>
        new(value.Job, value.DataSet, value.Kind, value.PartitionIndex);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] JobId Job,
        [property: Id(1)] DataSetId DataSet,
        [property: Id(2)] DataPartitionKind Kind,
        [property: Id(3)] int PartitionIndex);
}
