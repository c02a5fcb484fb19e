namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>What a worker has and uses, for assignment and for people.</summary>
/// <param name="Disks">Its data directories.</param>
/// <param name="MemoryBudgetBytes">The memory ledger's budget.</param>
/// <param name="MemoryInUseBytes">What of it is rented.</param>
/// <param name="OpenWriteChannels">Partitions being written.</param>
/// <param name="OpenReadChannels">Partitions being read.</param>
/// <param name="AcceptsWrites">False when the worker is stopping or no disk is usable.</param>
public sealed record WorkerLoad(
    IReadOnlyList<DiskLoad> Disks,
    long MemoryBudgetBytes,
    long MemoryInUseBytes,
    int OpenWriteChannels,
    int OpenReadChannels,
    bool AcceptsWrites);
