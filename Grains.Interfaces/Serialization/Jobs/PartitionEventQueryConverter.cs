namespace ShuffleOrleans.Grains.Interfaces.Serialization.Jobs;

/// <summary>How a <see cref="PartitionEventQuery"/> crosses.</summary>
[RegisterConverter]
internal sealed class PartitionEventQueryConverter : IConverter<PartitionEventQuery, PartitionEventQueryConverter.Surrogate>
{
    public PartitionEventQuery ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Job, surrogate.Instance, surrogate.AfterSequence, surrogate.MaxEvents, surrogate.Wait);

    public Surrogate ConvertToSurrogate(in PartitionEventQuery value) =>
        new(value.Job, value.Instance, value.AfterSequence, value.MaxEvents, value.Wait);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] JobId Job,
        [property: Id(1)] JobInstanceId Instance,
        [property: Id(2)] long AfterSequence,
        [property: Id(3)] int MaxEvents,
        [property: Id(4)] TimeSpan Wait);
}
