using System.Buffers;

namespace ShuffleOrleans.DataPlane.Memory;

/// <summary>
/// One fixed-size piece of native memory. Rented with one reference; whoever keeps a part of it beyond the renter's own use adds a reference, and the last
/// <see cref="Release"/>
/// gives it back to its account, from any thread. Not zeroed, never moves. Touching it after the last release is a bug.
/// </summary>
internal sealed unsafe class LedgerBuffer : MemoryManager<byte>
{
    private readonly MemoryLedger _ledger;
    private readonly byte* _pointer;
    private readonly int _length;
    private LedgerAccount? _account;
    private int _references;

    public LedgerBuffer(MemoryLedger ledger, byte* pointer, int length)
    {
        _ledger = ledger;
        _pointer = pointer;
        _length = length;
    }

    public int Length => _length;

    public byte* Pointer => _pointer;

    public override Span<byte> GetSpan() => new(_pointer, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_pointer + elementIndex);

    public override void Unpin()
    {
        // Native memory does not move.
    }

    public void AddReference()
    {
        if (Interlocked.Increment(ref _references) <= 1)
        {
            throw new InvalidOperationException("A reference was added to a buffer that nobody holds.");
        }
    }

    public void Release()
    {
        int left = Interlocked.Decrement(ref _references);
        if (left == 0)
        {
            LedgerAccount account = _account!;
            _account = null;
            _ledger.Return(this, account);
        }
        else if (left < 0)
        {
            throw new InvalidOperationException("A buffer was released more often than it was held.");
        }
    }

    /// <summary>Whose quota it takes. Changed under the ledger's lock by somebody who holds it.</summary>
    internal LedgerAccount Account
    {
        get => _account!;
        set => _account = value;
    }

    internal void OnRented(LedgerAccount account)
    {
        _account = account;
        _references = 1;
    }

    protected override void Dispose(bool disposing)
    {
        // The slab owns the memory.
    }
}
