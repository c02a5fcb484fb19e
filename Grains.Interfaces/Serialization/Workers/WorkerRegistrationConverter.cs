namespace ShuffleOrleans.Grains.Interfaces.Serialization.Workers;

/// <summary>How a <see cref="WorkerRegistration"/> crosses.</summary>
[RegisterConverter]
internal sealed class WorkerRegistrationConverter : IConverter<WorkerRegistration, WorkerRegistrationConverter.Surrogate>
{
    public WorkerRegistration ConvertFromSurrogate(in Surrogate surrogate) =>
        new(
            surrogate.Worker,
            surrogate.Incarnation,
            surrogate.Host,
            surrogate.DataPort,
            surrogate.Rack,
            surrogate.Load,
            surrogate.Inventory ?? []);

    public Surrogate ConvertToSurrogate(in WorkerRegistration value) =>
        new(value.Worker, value.Incarnation, value.Host, value.DataPort, value.Rack, value.Load, value.Inventory.AsArray());

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] WorkerId Worker,
        [property: Id(1)] WorkerIncarnationId Incarnation,
        [property: Id(2)] string Host,
        [property: Id(3)] int DataPort,
        [property: Id(4)] string Rack,
        [property: Id(5)] WorkerLoad Load,
        [property: Id(6)] StoredPartition[]? Inventory);
}
