namespace ShuffleOrleans.Grains.Interfaces.Serialization.Workers;

/// <summary>How a <see cref="WorkerLoad"/> crosses.</summary>
[RegisterConverter]
internal sealed class WorkerLoadConverter : IConverter<WorkerLoad, WorkerLoadConverter.Surrogate>
{
    public WorkerLoad ConvertFromSurrogate(in Surrogate surrogate) =>
        new(
            surrogate.Disks ?? [],
            surrogate.MemoryBudgetBytes,
            surrogate.MemoryInUseBytes,
            surrogate.OpenWriteChannels,
            surrogate.OpenReadChannels,
            surrogate.AcceptsWrites);

    public Surrogate ConvertToSurrogate(in WorkerLoad value) =>
        new(
            value.Disks.AsArray(),
            value.MemoryBudgetBytes,
            value.MemoryInUseBytes,
            value.OpenWriteChannels,
            value.OpenReadChannels,
            value.AcceptsWrites);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] DiskLoad[]? Disks,
        [property: Id(1)] long MemoryBudgetBytes,
        [property: Id(2)] long MemoryInUseBytes,
        [property: Id(3)] int OpenWriteChannels,
        [property: Id(4)] int OpenReadChannels,
        [property: Id(5)] bool AcceptsWrites);
}
