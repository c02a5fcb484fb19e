using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Client.Writers;

/// <summary>
/// A piece of a ledger buffer that becomes one frame: room for the header, then payload that grows as records come. Moves from the pool to the sort buffer,
/// from there to the channel, and back to the pool when it is sent; it
/// has one owner at a time.
/// </summary>
internal sealed class Chunk
{
    private readonly LedgerBuffer _buffer;
    private readonly int _offset;
    private readonly int _length;

    // Where the frame ends now, from the chunk's beginning.
    private int _end = FrameHeader.Length;

    public Chunk(LedgerBuffer buffer, int offset, int length)
    {
        _buffer = buffer;
        _offset = offset;
        _length = length;
    }

    /// <summary>The next chunk of the same bucket or list. Its owner's to use.</summary>
    public Chunk? Next { get; set; }

    /// <summary>Bytes of payload so far.</summary>
    public int PayloadLength => _end - FrameHeader.Length;

    /// <summary>Bytes of payload that still fit.</summary>
    public int Free => _length - _end;

    /// <summary>Bytes of the frame as it will be sent.</summary>
    public int FrameLength => _end;

    /// <summary>The frame as it will be sent.</summary>
    public BufferSegment Frame => new(_buffer, _offset, _end);

    /// <summary>The payload so far.</summary>
    public Span<byte> Payload => _buffer.GetSpan().Slice(_offset + FrameHeader.Length, PayloadLength);

    /// <summary>Makes room at the end of the payload, which the caller fills at once.</summary>
    /// <param name="bytes">At most <see cref="Free"/>.</param>
    public Span<byte> Reserve(int bytes)
    {
        Span<byte> place = _buffer.GetSpan().Slice(_offset + _end, bytes);
        _end += bytes;
        return place;
    }

    /// <summary>Appends as much as fits.</summary>
    /// <returns>How much that was.</returns>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, Free);
        bytes[..count].CopyTo(Reserve(count));
        return count;
    }

    /// <summary>Puts other, shorter bytes in the payload's place.</summary>
    public void Replace(ReadOnlySpan<byte> payload)
    {
        Clear();
        Append(payload);
    }

    /// <summary>Writes the header over a payload that will not change any more.</summary>
    /// <returns>The frame's checksum.</returns>
    public uint Seal(FrameSeed seed, int subpartition, int region, uint sequence, FrameKind kind, FrameFlags flags)
    {
        FrameHeader header = new(PayloadLength, subpartition, region, sequence, kind, flags, 0);
        return seed.Seal(header, _buffer.GetSpan().Slice(_offset, header.FrameLength));
    }

    /// <summary>Empties it, for the next use.</summary>
    public void Clear() => _end = FrameHeader.Length;
}
