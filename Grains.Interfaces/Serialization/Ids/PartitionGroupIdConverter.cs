namespace ShuffleOrleans.Grains.Interfaces.Serialization.Ids;

/// <summary>How a <see cref="PartitionGroupId"/> crosses.</summary>
[RegisterConverter]
internal sealed class PartitionGroupIdConverter : IConverter<PartitionGroupId, PartitionGroupIdConverter.Surrogate>
{
    public PartitionGroupId ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Job, surrogate.DataSet, surrogate.Number);

    public Surrogate ConvertToSurrogate(in PartitionGroupId value) =>
        new(value.Job, value.DataSet, value.Number);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] JobId Job,
        [property: Id(1)] DataSetId DataSet,
        [property: Id(2)] int Number);
}
