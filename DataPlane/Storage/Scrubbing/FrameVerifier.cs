using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

/// <summary>
/// Checks stored frames, fed from the first byte to the last in pieces cut anywhere: each against its own checksum, seeded with its owner's identity, and
/// against
/// what the index says of it. A state machine without I/O; used on one thread at a time.
/// </summary>
internal abstract class FrameVerifier
{
    private readonly byte[] _header = new byte[FrameHeader.Length];
    private FrameHeader _frame;
    private Crc32C _checksum;
    private int _headerBytes;
    private int _payloadLeft;

    /// <summary>How many frames were found right.</summary>
    public int FramesPassed { get; private set; }

    /// <summary>Whether the bytes so far end with a frame.</summary>
    protected bool IsBetweenFrames => _headerBytes == 0 && _payloadLeft == 0;

    /// <summary>Takes the next bytes.</summary>
    /// <returns>What is wrong with them; after the first damage there is nothing more to feed.</returns>
    public FileDamage Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int taken = _payloadLeft == 0 ? TakeHeader(bytes) : TakePayload(bytes);
            if (taken < 0)
            {
                return FileDamage.Frame;
            }

            bytes = bytes[taken..];
        }

        return FileDamage.None;
    }

    /// <summary>Every byte was fed.</summary>
    public abstract FileDamage Finish();

    /// <summary>The seed of the next frame's checksum.</summary>
    protected abstract FrameSeed SeedOf(in FrameHeader header);

    /// <summary>Whether this is what the index says of the next frame.</summary>
    protected abstract bool IsExpected(in FrameHeader header);

    /// <summary>A frame was found right.</summary>
    protected abstract void OnFrame(in FrameHeader header);

    // How many bytes were taken, or -1 for a header that is wrong.
    private int TakeHeader(ReadOnlySpan<byte> bytes)
    {
        int taken = Math.Min(bytes.Length, FrameHeader.Length - _headerBytes);
        bytes[..taken].CopyTo(_header.AsSpan(_headerBytes));
        _headerBytes += taken;
        if (_headerBytes < FrameHeader.Length)
        {
            return taken;
        }

        _headerBytes = 0;
        if (!FrameHeader.TryRead(_header, out _frame) || !IsExpected(_frame))
        {
            return -1;
        }

        _checksum = SeedOf(_frame).Begin();
        _checksum.Append(_header.AsSpan(0, FrameHeader.ChecksummedLength));
        _payloadLeft = _frame.PayloadLength;
        return taken;
    }

    private int TakePayload(ReadOnlySpan<byte> bytes)
    {
        int taken = Math.Min(bytes.Length, _payloadLeft);
        _checksum.Append(bytes[..taken]);
        _payloadLeft -= taken;
        if (_payloadLeft > 0)
        {
            return taken;
        }

        if (_checksum.Value != _frame.Checksum)
        {
            return -1;
        }

        OnFrame(_frame);
        FramesPassed++;
        return taken;
    }
}
