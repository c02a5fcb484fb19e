using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Memory;

/// <summary>
/// The one budget of native memory of a process for everything that holds payload: fixed-size buffers cut from slabs, rented by named accounts.
/// The invariant: the quotas of all accounts together never exceed the budget, and an account never has more rented than its quota. So a rent within a quota
/// cannot fail, and credit
/// that is granted only from quota is always backed by memory: sum(credits granted) + sum(in use) &lt;= sum(quotas) &lt;= budget.
/// Thread-safe. Owned by the process's composition root, which disposes it last; a buffer that is still rented then is a bug and throws.
/// </summary>
public sealed partial class MemoryLedger : IDisposable
{
    // Slabs are whole pages and large enough for the system to back them with huge pages.
    private const int SlabBytes = 4 * 1024 * 1024;

    // The longest control message must fit one buffer.
    private const int MinBufferBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Stack<LedgerBuffer> _free = new();
    private readonly List<MemorySlab> _slabs = [];
    private readonly Queue<LedgerAccount> _waiting = new();
    private readonly LinkedList<LedgerAccount> _accounts = new();
    private readonly TimeProvider _time;
    private readonly int _floatingLimit;
    private readonly bool _hugePages;
    private int _quotaBuffers;
    private int _floatingBuffers;
    private int _inUseBuffers;
    private bool _disposed;

    /// <summary>Makes a ledger; unless the options say otherwise, no memory is taken before the first rent.</summary>
    /// <param name="options">The budget.</param>
    /// <param name="reservedBuffers">What the guarantees of all accounts that may be open at once take: so much never floats, so that a new account finds its
    /// guarantee however greedy the others are.</param>
    /// <param name="time">Tells how long somebody waits; null for the system's clock.</param>
    public MemoryLedger(MemoryLedgerOptions options, int reservedBuffers = 0, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.BufferBytes < MinBufferBytes || options.BufferBytes > SlabBytes || (options.BufferBytes & (options.BufferBytes - 1)) != 0)
        {
            throw new ArgumentException(
                $"BufferBytes must be a power of two from {MinBufferBytes} to {SlabBytes}, not {options.BufferBytes}.", nameof(options));
        }

        _time = time ?? TimeProvider.System;
        BufferBytes = options.BufferBytes;
        TotalBuffers = checked((int)(options.BudgetBytes / options.BufferBytes));
        _floatingLimit = TotalBuffers - reservedBuffers;
        _hugePages = options.HugePages;
        while (options.TouchAtStart && SlabBuffers < TotalBuffers)
        {
            AddSlab(touch: true);
        }
    }

    /// <summary>Bytes of one buffer.</summary>
    public int BufferBytes { get; }

    /// <summary>How many buffers the budget allows.</summary>
    public int TotalBuffers { get; }

    /// <summary>The budget in bytes, whole buffers.</summary>
    public long BudgetBytes => (long)TotalBuffers * BufferBytes;

    /// <summary>Buffers promised to accounts, rented or not.</summary>
    public int QuotaBuffers
    {
        get
        {
            lock (_lock)
            {
                return _quotaBuffers;
            }
        }
    }

    /// <summary>Buffers rented now.</summary>
    public int InUseBuffers
    {
        get
        {
            lock (_lock)
            {
                return _inUseBuffers;
            }
        }
    }

    /// <summary>
    /// Opens an account with a quota it keeps for its whole life.
    /// </summary>
    /// <param name="owner">Who this is, for people and for leak reports.</param>
    /// <param name="guaranteedBuffers">The quota that is never taken away.</param>
    /// <param name="account">The account; the caller closes it.</param>
    /// <returns>False if the budget cannot promise that much now.</returns>
    internal bool TryOpenAccount(string owner, int guaranteedBuffers, out LedgerAccount account) =>
        TryOpenAccount(new LedgerOwner(HolderKind.Other, owner), guaranteedBuffers, out account);

    /// <inheritdoc cref="TryOpenAccount(string, int, out LedgerAccount)"/>
    internal bool TryOpenAccount(LedgerOwner owner, int guaranteedBuffers, out LedgerAccount account)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(guaranteedBuffers);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            bool affordable = _quotaBuffers + guaranteedBuffers <= TotalBuffers;
            if (affordable)
            {
                _quotaBuffers += guaranteedBuffers;
            }

            account = affordable ? new LedgerAccount(this, owner, guaranteedBuffers) : null!;
            if (affordable)
            {
                _accounts.AddLast(account.Place);
            }

            return affordable;
        }
    }

    /// <summary>Frees all slabs.</summary>
    /// <exception cref="InvalidOperationException">Buffers are still rented: somebody leaks, and freeing them would let him write into foreign memory. The
    /// slabs are kept.</exception>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            if (_inUseBuffers != 0)
            {
                throw new InvalidOperationException($"{_inUseBuffers} buffers are still rented while the ledger is disposed.");
            }

            _disposed = true;
            _free.Clear();
            _slabs.ForEach(slab => slab.Free());
            _slabs.Clear();
        }
    }

    internal LedgerBuffer Rent(LedgerAccount account)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (account.InUse >= account.Quota)
            {
                throw new InvalidOperationException($"'{account.Owner}' rents beyond its quota of {account.Quota} buffers.");
            }

            return TakeFree(account);
        }
    }

    internal void Return(LedgerBuffer buffer, LedgerAccount account)
    {
        lock (_lock)
        {
            _inUseBuffers--;
            _free.Push(buffer);
            CountReturned(account);
        }

        OnReturned(account);
    }

    // Under the lock.
    private LedgerBuffer TakeFree(LedgerAccount account)
    {
        if (_free.Count == 0)
        {
            AddSlab(touch: false);
        }

        account.InUse++;
        _inUseBuffers++;
        LedgerBuffer buffer = _free.Pop();
        buffer.OnRented(account);
        return buffer;
    }

    // Under the lock.
    private void CountReturned(LedgerAccount account)
    {
        account.InUse--;
        if (account.ReturnsQuota)
        {
            TakeBack(account, 1);
        }
    }

    private void OnReturned(LedgerAccount account)
    {
        if (account.ReturnsQuota)
        {
            WakeWaiting();
        }
        else
        {
            account.BufferReturned?.Invoke();
        }
    }

    // Buffers there are already, in whole slabs.
    private int SlabBuffers => _slabs.Count * (SlabBytes / BufferBytes);

    private void AddSlab(bool touch)
    {
        int wanted = Math.Min(SlabBytes / BufferBytes, TotalBuffers - SlabBuffers);
        MemorySlab slab = new(this, wanted, BufferBytes, _hugePages, touch);
        _slabs.Add(slab);
        foreach (LedgerBuffer buffer in slab.Buffers)
        {
            _free.Push(buffer);
        }
    }
}
