namespace ShuffleOrleans.Grains.Interfaces.Serialization.Workers;

/// <summary>How a <see cref="WorkerLeave"/> crosses.</summary>
[RegisterConverter]
internal sealed class WorkerLeaveConverter : IConverter<WorkerLeave, WorkerLeaveConverter.Surrogate>
{
    public WorkerLeave ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Worker, surrogate.Incarnation);

    public Surrogate ConvertToSurrogate(in WorkerLeave value) =>
        new(value.Worker, value.Incarnation);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate([property: Id(0)] WorkerId Worker, [property: Id(1)] WorkerIncarnationId Incarnation);
}
