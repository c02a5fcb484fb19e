using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Storage.InMemory;

/// <summary>
/// The part of the ledger that holds partitions which are kept in memory: one elastic account, up to a limit. A received buffer that a partition fills alone
/// changes its account and is not copied; anything smaller is copied into buffers that many partitions share, so that a partition costs what it holds, in
/// units of a 64th of a buffer. Thread-safe. Owned by the <see cref="Spiller"/>.
/// </summary>
internal sealed class KeptMemory : IDisposable
{
    // Room for what comes while older partitions are written out.
    private const int HeadroomShare = 8;

    private readonly Lock _lock = new();
    private readonly LinkedList<PackedBuffer> _withRoom = new();
    private readonly LedgerAccount _account;
    private volatile bool _isClosed;

    public KeptMemory(MemoryLedger ledger, int maxBuffers)
    {
        _account = ledger.OpenElasticAccount(new LedgerOwner(HolderKind.Kept, "kept partitions"), maxBuffers);
        BufferBytes = ledger.BufferBytes;
    }

    public int BufferBytes { get; }

    /// <summary>How much of the ledger it holds.</summary>
    public int BufferCount => _account.InUse;

    /// <summary>Whether it is so near its limit that the longest unused partitions should go.</summary>
    public bool IsCrowded => BufferCount > _account.Limit - Math.Max(1, _account.Limit / HeadroomShare);

    /// <summary>From now on nothing more is kept.</summary>
    public void Close() => _isClosed = true;

    /// <summary>Takes over a buffer that the segment fills from end to end; adds a reference, which the caller releases at last.</summary>
    /// <returns>False, and nothing has changed, if the segment does not fill its buffer or memory is short.</returns>
    public bool TryAdopt(in BufferSegment segment)
    {
        if (_isClosed || segment.Length != segment.Buffer.Length || !_account.TryAdopt(segment.Buffer))
        {
            return false;
        }

        segment.Buffer.AddReference();
        return true;
    }

    /// <summary>Takes room in a shared buffer.</summary>
    /// <param name="wantedBytes">How much would be used.</param>
    /// <returns>A piece, perhaps of less; null if memory is short.</returns>
    public PackedPiece? TryTake(int wantedBytes)
    {
        lock (_lock)
        {
            if (_isClosed || !TryFindRoom())
            {
                return null;
            }

            PackedBuffer home = _withRoom.First!.Value;
            PackedPiece piece = home.Take(wantedBytes);
            if (home.IsFull)
            {
                _withRoom.Remove(home.Place);
            }

            return piece;
        }
    }

    /// <summary>Gives a piece back. Nobody looks at it any more.</summary>
    public void Free(in PackedPiece piece)
    {
        PackedBuffer home = piece.Home;
        lock (_lock)
        {
            home.Free(piece);
            if (home.Place.List is null)
            {
                _withRoom.AddFirst(home.Place);
            }

            if (!home.IsEmpty)
            {
                return;
            }

            _withRoom.Remove(home.Place);
        }

        // Outside of the lock: it wakes those who wait for memory.
        home.Buffer.Release();
    }

    public void Dispose() => _account.Close();

    // Under the lock.
    private bool TryFindRoom()
    {
        if (_withRoom.Count == 0 && _account.TryRentElastic() is LedgerBuffer buffer)
        {
            _withRoom.AddFirst(new PackedBuffer(buffer).Place);
        }

        return _withRoom.Count > 0;
    }
}
