using System.Numerics;
using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.DataPlane.Storage.InMemory;

/// <summary>
/// A ledger buffer that is shared by small pieces of many partitions, in 64 units; one bit says of each whether it is free. Guarded by the lock of its owner,
/// the <see cref="KeptMemory"/>.
/// </summary>
internal sealed class PackedBuffer
{
    private const int UnitCount = 64;

    private ulong _free = ulong.MaxValue;

    /// <summary>Takes over the caller's reference to the buffer.</summary>
    public PackedBuffer(LedgerBuffer buffer)
    {
        Buffer = buffer;
        Place = new LinkedListNode<PackedBuffer>(this);
    }

    public LedgerBuffer Buffer { get; }

    /// <summary>Its place among those that have free units. The owner's.</summary>
    public LinkedListNode<PackedBuffer> Place { get; }

    public int UnitBytes => Buffer.Length / UnitCount;

    public bool IsFull => _free == 0;

    public bool IsEmpty => _free == ulong.MaxValue;

    /// <summary>Takes the first free units that lie together, as many as are wanted or fewer. Not when it is full.</summary>
    public PackedPiece Take(int wantedBytes)
    {
        int first = BitOperations.TrailingZeroCount(_free);
        int run = BitOperations.TrailingZeroCount(~(_free >> first));
        int wanted = (wantedBytes + UnitBytes - 1) / UnitBytes;
        PackedPiece piece = new(this, first, Math.Min(Math.Min(run, UnitCount - first), wanted));
        _free &= ~MaskOf(piece);
        return piece;
    }

    public void Free(in PackedPiece piece)
    {
        ulong mask = MaskOf(piece);
        if ((_free & mask) != 0)
        {
            throw new InvalidOperationException("Units of a packed buffer were given back twice.");
        }

        _free |= mask;
    }

    private static ulong MaskOf(in PackedPiece piece) => (ulong.MaxValue >> (UnitCount - piece.UnitCount)) << piece.FirstUnit;
}
