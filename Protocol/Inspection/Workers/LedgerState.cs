namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>A memory ledger at a moment.</summary>
/// <param name="BudgetBytes">The whole budget.</param>
/// <param name="BufferBytes">One buffer of it.</param>
/// <param name="InUseBytes">Buffers that hold something.</param>
/// <param name="PromisedBytes">Quotas of all holders together, in use or not.</param>
/// <param name="FreeBytes">The budget less what is promised.</param>
/// <param name="Holders">Who has a quota, largest first.</param>
/// <param name="HolderCount">How many there are.</param>
/// <param name="Waiters">Who waits for more, longest first.</param>
/// <param name="WaiterCount">How many there are.</param>
public sealed record LedgerState(
    long BudgetBytes,
    long BufferBytes,
    long InUseBytes,
    long PromisedBytes,
    long FreeBytes,
    IReadOnlyList<LedgerHolder> Holders,
    int HolderCount,
    IReadOnlyList<LedgerWaiter> Waiters,
    int WaiterCount);
