namespace ShuffleOrleans.DataPlane.Memory;

/// <summary>
/// A named owner's share of the ledger. Its quota is the number of buffers it may have rented; the guaranteed part is its own until it closes, the rest floats:
/// <see cref="TryGrow"/> asks for one more,
/// <see cref="Shrink"/> gives one back. Thread-safe. The owner closes it;
/// a buffer that is still rented then takes its share of the quota along and gives it back with itself.
/// </summary>
internal sealed class LedgerAccount
{
    private readonly MemoryLedger _ledger;

    public LedgerAccount(MemoryLedger ledger, LedgerOwner owner, int guaranteed)
    {
        _ledger = ledger;
        Who = owner;
        Place = new LinkedListNode<LedgerAccount>(this);
        Guaranteed = guaranteed;
        Quota = guaranteed;
    }

    /// <summary>Whose it is.</summary>
    public LedgerOwner Who { get; }

    public string Owner => Who.Name;

    public int Guaranteed { get; }

    /// <summary>Buffers it may have rented. Written under the ledger's lock.</summary>
    public int Quota { get; internal set; }

    /// <summary>Buffers it has rented. Written under the ledger's lock.</summary>
    public int InUse { get; internal set; }

    public int BufferBytes => _ledger.BufferBytes;

    /// <summary>Called when a buffer came back, on the thread that released it. Set before the first rent.</summary>
    public Action? BufferReturned { get; set; }

    /// <summary>
    /// Called once after a <see cref="TryGrow"/> that had to wait, when quota has come free; the owner tries again. On the thread that freed it.
    /// </summary>
    public Action? QuotaAvailable { get; set; }

    /// <summary>What of the quota is beyond the guarantee.</summary>
    internal int FloatingBuffers => Math.Max(0, Quota - Guaranteed);

    internal bool IsWaiting { get; set; }

    /// <summary>Since when it has been waiting without getting anything; 0 if it does not wait. Written under the ledger's lock.</summary>
    internal long WaitingSince { get; set; }

    /// <summary>How long it has been waiting; null if it does not wait. A look from any thread.</summary>
    public TimeSpan? WaitingFor => _ledger.WaitingOf(this);

    /// <summary>Its place among the accounts of the ledger. The ledger's.</summary>
    internal LinkedListNode<LedgerAccount> Place { get; }

    internal bool IsClosed { get; set; }

    /// <summary>Whether it has no quota of its own: each buffer brings its quota along and takes it away again.</summary>
    internal bool IsElastic { get; init; }

    /// <summary>The most buffers of an elastic account.</summary>
    internal int Limit { get; init; }

    /// <summary>Whether the quota of a buffer goes with it when it comes back. Under the ledger's lock, or of an account that only grows into it.</summary>
    internal bool ReturnsQuota => IsElastic || IsClosed;

    /// <summary>Whether others wait for quota that this account could give back.</summary>
    public bool ShouldShrink => Quota > Guaranteed && _ledger.IsShort;

    /// <summary>Rents a buffer within the quota; it holds one reference, the caller's.</summary>
    public LedgerBuffer Rent() => _ledger.Rent(this);

    /// <summary>Asks for one more buffer of quota.</summary>
    /// <param name="waitIfShort">Whether to be called back through <see cref="QuotaAvailable"/> if there is none.</param>
    public bool TryGrow(bool waitIfShort) => _ledger.TryGrow(this, waitIfShort);

    /// <summary>Gives one buffer of floating quota back that is not rented.</summary>
    public void Shrink() => _ledger.Shrink(this);

    /// <summary>Rents a buffer together with its quota. Only for elastic accounts.</summary>
    /// <returns>Null if nothing floats, others wait for it, or the account is at its limit.</returns>
    public LedgerBuffer? TryRentElastic() => _ledger.TryRentElastic(this);

    /// <summary>
    /// Takes a buffer over from the account that rented it, which gets its quota back as if the buffer had been returned. Only for elastic accounts, and by
    /// somebody who holds the buffer.
    /// </summary>
    /// <returns>False, and nothing has changed, if nothing floats, others wait for it, or the account is at its limit.</returns>
    public bool TryAdopt(LedgerBuffer buffer) => _ledger.TryAdopt(this, buffer);

    /// <summary>Ends the account. A second call does nothing.</summary>
    public void Close() => _ledger.Close(this);
}
