namespace ShuffleOrleans.Grains.Interfaces.Serialization.Workers;

/// <summary>How a <see cref="WorkerLocation"/> crosses.</summary>
[RegisterConverter]
internal sealed class WorkerLocationConverter : IConverter<WorkerLocation, WorkerLocationConverter.Surrogate>
{
    public WorkerLocation ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Worker, surrogate.Incarnation, surrogate.Host, surrogate.DataPort);

    public Surrogate ConvertToSurrogate(in WorkerLocation value) =>
        new(value.Worker, value.Incarnation, value.Host, value.DataPort);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] WorkerId Worker,
        [property: Id(1)] WorkerIncarnationId Incarnation,
        [property: Id(2)] string Host,
        [property: Id(3)] int DataPort);
}
