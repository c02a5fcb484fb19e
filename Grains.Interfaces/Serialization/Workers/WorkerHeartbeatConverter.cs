namespace ShuffleOrleans.Grains.Interfaces.Serialization.Workers;

/// <summary>How a <see cref="WorkerHeartbeat"/> crosses.</summary>
[RegisterConverter]
internal sealed class WorkerHeartbeatConverter : IConverter<WorkerHeartbeat, WorkerHeartbeatConverter.Surrogate>
{
    public WorkerHeartbeat ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Worker, surrogate.Incarnation, surrogate.Load, surrogate.Changes ?? []);

    public Surrogate ConvertToSurrogate(in WorkerHeartbeat value) =>
        new(value.Worker, value.Incarnation, value.Load, value.Changes.AsArray());

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] WorkerId Worker,
        [property: Id(1)] WorkerIncarnationId Incarnation,
        [property: Id(2)] WorkerLoad Load,
        [property: Id(3)] PartitionChange[]? Changes);
}
