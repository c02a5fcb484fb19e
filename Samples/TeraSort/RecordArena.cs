using System.Buffers.Binary;

namespace ShuffleOrleans.Samples.TeraSort;

/// <summary>
/// Holds the records of one reducer: in chunks, each record behind its length (4 bytes). A record longer than a chunk gets a chunk of its own.
/// Location of a record: chunk number * 2^32 + offset, below 2^48.
/// </summary>
internal sealed class RecordArena
{
    private const int ChunkBytes = 4 * 1024 * 1024;
    private const int MaxChunks = 1 << 16;
    private const int LengthBytes = sizeof(int);

    private readonly List<byte[]> _chunks = [];
    private int _used = ChunkBytes;

    /// <summary>Copies a record in.</summary>
    /// <returns>Its location.</returns>
    public ulong Add(ReadOnlySpan<byte> record)
    {
        int needed = LengthBytes + record.Length;
        if (_chunks.Count == 0 || needed > _chunks[^1].Length - _used)
        {
            AddChunk(Math.Max(needed, ChunkBytes));
        }

        Span<byte> free = _chunks[^1].AsSpan(_used);
        BinaryPrimitives.WriteInt32LittleEndian(free, record.Length);
        record.CopyTo(free[LengthBytes..]);
        ulong location = ((ulong)(_chunks.Count - 1) << 32) | (uint)_used;
        _used += needed;
        return location;
    }

    public ReadOnlySpan<byte> Get(ulong location)
    {
        ReadOnlySpan<byte> chunk = _chunks[(int)(location >> 32)].AsSpan((int)(uint)location);
        return chunk.Slice(LengthBytes, BinaryPrimitives.ReadInt32LittleEndian(chunk));
    }

    private void AddChunk(int bytes)
    {
        if (_chunks.Count == MaxChunks)
        {
            throw new InvalidOperationException($"A reducer of this sample holds at most {(long)MaxChunks * ChunkBytes} bytes in memory; use more reducers.");
        }

        _chunks.Add(GC.AllocateUninitializedArray<byte>(bytes));
        _used = 0;
    }
}
