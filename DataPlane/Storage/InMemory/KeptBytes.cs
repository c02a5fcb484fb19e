using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Reading;

namespace ShuffleOrleans.DataPlane.Storage.InMemory;

/// <summary>
/// The frames of one partition in memory. Filled from front to back by one thread at a time; read by many once nothing is added any more. Made with one
/// reference, the maker's; each reader adds one, and the last <see cref="Release"/> frees the memory.
/// </summary>
internal sealed class KeptBytes : IFrameSource
{
    private readonly List<BufferSegment> _segments = [];
    private readonly List<long> _starts = [];
    private readonly List<PackedPiece> _pieces = [];
    private readonly List<LedgerBuffer> _adopted = [];
    private readonly KeptMemory _memory;
    private long _end;
    private int _room;
    private int _references = 1;

    /// <param name="memory">Where it lies.</param>
    /// <param name="start">The position of the first byte, as in a file.</param>
    public KeptBytes(KeptMemory memory, long start)
    {
        _memory = memory;
        _end = start;
    }

    public SafeFileHandle? File => null;

    /// <summary>Everything, in order. Valid while nothing is added.</summary>
    public ReadOnlySpan<BufferSegment> Segments => CollectionsMarshal.AsSpan(_segments);

    /// <summary>Keeps bytes behind those that are kept already.</summary>
    /// <returns>How many: fewer than there are if memory is short.</returns>
    public int Append(in BufferSegment segment)
    {
        if (_memory.TryAdopt(segment))
        {
            _adopted.Add(segment.Buffer);
            Add(segment);
            _room = 0;
            return segment.Length;
        }

        int copied = CopyIntoRoom(segment.Span);
        while (copied < segment.Length && _memory.TryTake(segment.Length - copied) is PackedPiece piece)
        {
            _pieces.Add(piece);
            Add(new BufferSegment(piece.Buffer, piece.Offset, 0));
            _room = piece.Length;
            copied += CopyIntoRoom(segment.Span[copied..]);
        }

        return copied;
    }

    public void Read(Span<byte> destination, long offset)
    {
        for (int i = IndexOf(offset); !destination.IsEmpty; i++)
        {
            ReadOnlySpan<byte> source = _segments[i].Span[(int)(offset - _starts[i])..];
            source = source[..Math.Min(source.Length, destination.Length)];
            source.CopyTo(destination);
            destination = destination[source.Length..];
            offset += source.Length;
        }
    }

    public void TakeSegments(long offset, long length, List<BufferSegment> segments)
    {
        for (int i = IndexOf(offset); length > 0; i++)
        {
            int skip = (int)(offset - _starts[i]);
            BufferSegment whole = _segments[i];
            BufferSegment part = new(whole.Buffer, whole.Offset + skip, (int)Math.Min(whole.Length - skip, length));
            part.Buffer.AddReference();
            segments.Add(part);
            offset += part.Length;
            length -= part.Length;
        }
    }

    public void AddReference()
    {
        if (Interlocked.Increment(ref _references) <= 1)
        {
            throw new InvalidOperationException("A reader came to memory that was given back.");
        }
    }

    /// <summary>Not under a lock that a waiter for ledger memory may take: it wakes them.</summary>
    public void Release()
    {
        int left = Interlocked.Decrement(ref _references);
        if (left == 0)
        {
            _adopted.ForEach(buffer => buffer.Release());
            _pieces.ForEach(piece => _memory.Free(piece));
        }
        else if (left < 0)
        {
            throw new InvalidOperationException("Memory of a partition was given back more often than it was held.");
        }
    }

    private void Add(in BufferSegment segment)
    {
        _starts.Add(_end);
        _segments.Add(segment);
        _end += segment.Length;
    }

    // Into what is left of the last piece.
    private int CopyIntoRoom(ReadOnlySpan<byte> bytes)
    {
        int length = Math.Min(_room, bytes.Length);
        if (length > 0)
        {
            ref BufferSegment last = ref CollectionsMarshal.AsSpan(_segments)[^1];
            bytes[..length].CopyTo(last.Buffer.GetSpan().Slice(last.Offset + last.Length, length));
            last = last with { Length = last.Length + length };
            _end += length;
            _room -= length;
        }

        return length;
    }

    private int IndexOf(long offset)
    {
        int found = _starts.BinarySearch(offset);
        return found >= 0 ? found : ~found - 1;
    }
}
