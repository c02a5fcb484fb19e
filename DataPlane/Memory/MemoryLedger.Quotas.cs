using System.Diagnostics;

namespace ShuffleOrleans.DataPlane.Memory;

/// <summary>Quota that floats: who gets more, who gives back, who waits.</summary>
public sealed partial class MemoryLedger
{
    internal bool TryGrow(LedgerAccount account, bool waitIfShort)
    {
        lock (_lock)
        {
            if (account.IsClosed)
            {
                return false;
            }

            if (CanFloat)
            {
                Grow(account);
                return true;
            }

            if (waitIfShort && !account.IsWaiting)
            {
                account.IsWaiting = true;
                account.WaitingSince = account.WaitingSince == 0 ? _time.GetTimestamp() : account.WaitingSince;
                _waiting.Enqueue(account);
            }
        }

        if (waitIfShort)
        {
            Shortage?.Invoke();
        }

        return false;
    }

    // Under the lock.
    private bool CanFloat => _quotaBuffers < TotalBuffers && _floatingBuffers < _floatingLimit;

    /// <summary>Whether somebody waits for quota: the sign for accounts above their guarantee to give some back.</summary>
    internal bool IsShort
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count > 0;
            }
        }
    }

    internal void Shrink(LedgerAccount account)
    {
        lock (_lock)
        {
            if (account.IsClosed)
            {
                // It has given everything back already; whoever shrinks it did not know yet.
                return;
            }

            Debug.Assert(account.Quota > account.InUse, "An account gave back quota that it is using.");
            TakeBack(account, 1);
        }

        WakeWaiting();
    }

    /// <summary>Ends an account. What it still has rented keeps its quota until it comes back, so that the promise to everybody else holds.</summary>
    internal void Close(LedgerAccount account)
    {
        lock (_lock)
        {
            if (account.IsClosed)
            {
                return;
            }

            account.IsClosed = true;
            TakeBack(account, account.Quota - account.InUse);
        }

        WakeWaiting();
    }

    // Under the lock.
    private void Grow(LedgerAccount account)
    {
        int floating = account.FloatingBuffers;
        _quotaBuffers++;
        account.Quota++;
        account.WaitingSince = 0;
        _floatingBuffers += account.FloatingBuffers - floating;
    }

    // Under the lock.
    private void TakeBack(LedgerAccount account, int buffers)
    {
        int floating = account.FloatingBuffers;
        account.Quota -= buffers;
        _quotaBuffers -= buffers;
        _floatingBuffers -= floating - account.FloatingBuffers;
        if (account is { IsClosed: true, Quota: 0, Place.List: not null })
        {
            _accounts.Remove(account.Place);
        }
    }

    // As long as there is quota, wake those who wait for it, in the order in which they came. An account that fails again queues at the end, and then there is
    // no quota left,
    // so the loop ends. The callback runs outside of the lock.
    private void WakeWaiting()
    {
        while (true)
        {
            LedgerAccount? account;
            lock (_lock)
            {
                if (!CanFloat || !_waiting.TryDequeue(out account))
                {
                    return;
                }

                account.IsWaiting = false;
                if (account.IsClosed)
                {
                    continue;
                }
            }

            account.QuotaAvailable?.Invoke();
        }
    }
}
