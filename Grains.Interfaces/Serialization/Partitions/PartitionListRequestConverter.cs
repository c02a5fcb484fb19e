namespace ShuffleOrleans.Grains.Interfaces.Serialization.Partitions;

/// <summary>How a <see cref="PartitionListRequest"/> crosses.</summary>
[RegisterConverter]
internal sealed class PartitionListRequestConverter : IConverter<PartitionListRequest, PartitionListRequestConverter.Surrogate>
{
    public PartitionListRequest ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Job, surrogate.DataSet, surrogate.Skip, surrogate.Take);

    public Surrogate ConvertToSurrogate(in PartitionListRequest value) =>
        new(value.Job, value.DataSet, value.Skip, value.Take);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] JobId Job,
        [property: Id(1)] DataSetId? DataSet,
        [property: Id(2)] int Skip,
        [property: Id(3)] int Take);
}
