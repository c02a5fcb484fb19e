using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Memory;

/// <summary>
/// Elastic accounts: for what lies in memory as long as nobody else needs it. Such an account promises nothing to anybody, so it has no quota but that of the
/// buffers it holds: a buffer comes with its quota and goes with it, in one step each, and never while others wait. Who waits is told to
/// <see cref="Shortage"/>, so that the account's owner can make room.
/// </summary>
public sealed partial class MemoryLedger
{
    /// <summary>
    /// Called when somebody has begun to wait for quota, on his thread and perhaps under his locks: it only takes note. Set once, before the first account.
    /// </summary>
    internal Action? Shortage { get; set; }

    /// <summary>How much of the budget is promised to nobody.</summary>
    internal int FloatingLimit => _floatingLimit;

    /// <summary>Opens an elastic account.</summary>
    /// <param name="owner">Who this is.</param>
    /// <param name="limit">The most buffers it may hold.</param>
    internal LedgerAccount OpenElasticAccount(string owner, int limit) => OpenElasticAccount(new LedgerOwner(HolderKind.Other, owner), limit);

    /// <inheritdoc cref="OpenElasticAccount(string, int)"/>
    internal LedgerAccount OpenElasticAccount(LedgerOwner owner, int limit)
    {
        LedgerAccount account = new(this, owner, guaranteed: 0) { IsElastic = true, Limit = limit };
        lock (_lock)
        {
            _accounts.AddLast(account.Place);
        }

        return account;
    }

    internal LedgerBuffer? TryRentElastic(LedgerAccount account)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!CanStretch(account))
            {
                return null;
            }

            Grow(account);
            return TakeFree(account);
        }
    }

    internal bool TryAdopt(LedgerAccount account, LedgerBuffer buffer)
    {
        LedgerAccount former;
        lock (_lock)
        {
            if (!CanStretch(account))
            {
                return false;
            }

            Grow(account);
            account.InUse++;
            former = buffer.Account;
            buffer.Account = account;
            CountReturned(former);
        }

        // As if it had come back: its former account may promise that memory anew.
        OnReturned(former);
        return true;
    }

    private bool CanStretch(LedgerAccount account) => !account.IsClosed && account.InUse < account.Limit && _waiting.Count == 0 && CanFloat;
}
