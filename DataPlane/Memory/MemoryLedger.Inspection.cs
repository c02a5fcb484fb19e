using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Memory;

// Who holds what, and who waits: copied under the lock, sorted and worded outside of it.
public sealed partial class MemoryLedger
{
    /// <summary>The ledger as it stands.</summary>
    /// <param name="take">The most holders, largest first, and the most waiters, longest first.</param>
    internal LedgerState Inspect(int take)
    {
        (LedgerAccount Account, int Quota, int InUse)[] accounts;
        (LedgerAccount Account, long Since)[] waiting;
        int inUse;
        int promised;
        lock (_lock)
        {
            accounts = [.. _accounts.Where(account => account.Quota > 0).Select(account => (account, account.Quota, account.InUse))];
            waiting = [.. _waiting.Where(account => !account.IsClosed).Select(account => (account, account.WaitingSince))];
            inUse = _inUseBuffers;
            promised = _quotaBuffers;
        }

        LedgerHolder[] holders = [.. accounts
            .OrderByDescending(account => account.Quota)
            .ThenByDescending(account => account.InUse)
            .Take(Math.Max(1, take))
            .Select(account => HolderOf(account.Account, account.Quota, account.InUse))];
        string waitsFor = holders.Length == 0
            ? "free memory"
            : $"free memory; the largest holder is '{holders[0].Owner}' with {holders[0].QuotaBytes} of {BudgetBytes} bytes";
        return new LedgerState(
            BudgetBytes,
            BufferBytes,
            BytesOf(inUse),
            BytesOf(promised),
            BudgetBytes - BytesOf(promised),
            [.. holders.Take(take)],
            accounts.Length,
            [.. waiting.OrderBy(waiter => waiter.Since).Take(take).Select(waiter => new LedgerWaiter(
                waiter.Account.Who.Kind, waiter.Account.Owner, BufferBytes, _time.GetElapsedTime(waiter.Since).TotalSeconds, waitsFor))],
            waiting.Length);
    }

    internal TimeSpan? WaitingOf(LedgerAccount account)
    {
        lock (_lock)
        {
            return account is { IsWaiting: true, IsClosed: false } ? _time.GetElapsedTime(account.WaitingSince) : null;
        }
    }

    private LedgerHolder HolderOf(LedgerAccount account, int quota, int inUse) => new(
        account.Who.Kind,
        account.Owner,
        account.Who.Partition?.Partition.Job,
        account.Who.Partition?.Partition.DataSet,
        account.Who.Partition?.Partition.PartitionIndex,
        account.Who.Partition?.Attempt,
        BytesOf(account.Guaranteed),
        BytesOf(quota),
        BytesOf(inUse));

    private long BytesOf(int buffers) => (long)buffers * BufferBytes;
}
