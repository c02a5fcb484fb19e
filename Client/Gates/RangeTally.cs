using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// A reader's count of the frames of one request, from its beginning and across reconnects, against what the worker announces and what it says at the end.
/// A mutable part of a verifier.
/// </summary>
internal sealed class RangeTally
{
    private FrameDigest _digest;
    private long _expectedFrames = -1;
    private long _expectedBytes;

    /// <summary>Frames received so far: the resume point of the next connection.</summary>
    public long FrameCount { get; private set; }

    /// <summary>Bytes received so far, headers included.</summary>
    public long Bytes { get; private set; }

    /// <summary>Digest over the checksums of these frames.</summary>
    public ulong Digest => _digest.Value;

    /// <summary>Bytes still to come, once the worker has said how many there are.</summary>
    public long RemainingBytes => _expectedFrames < 0 ? 0 : _expectedBytes - Bytes;

    /// <summary>The worker says what is to come in all; after a reconnect, again, and it must say the same.</summary>
    public ShuffleErrorCode Announce(long frameCount, long bytes)
    {
        bool changed = _expectedFrames >= 0 && (_expectedFrames != frameCount || _expectedBytes != bytes);
        if (changed || frameCount < FrameCount || bytes < Bytes)
        {
            return ShuffleErrorCode.ReceiptMismatch;
        }

        _expectedFrames = frameCount;
        _expectedBytes = bytes;
        return ShuffleErrorCode.None;
    }

    /// <summary>Whether one more frame of this length is within what was announced.</summary>
    public bool Expects(in FrameHeader next) => FrameCount < _expectedFrames && Bytes + next.FrameLength <= _expectedBytes;

    /// <summary>A frame is whole and its checksum right.</summary>
    public void Add(in FrameHeader header)
    {
        _digest.Append(header.Checksum);
        FrameCount++;
        Bytes += header.FrameLength;
    }

    /// <summary>The worker says that this was all.</summary>
    public ShuffleErrorCode OnEnd(in ReadEndMessage end)
    {
        bool agrees = end.RangeFrameCount == FrameCount && FrameCount == _expectedFrames
            && end.RangeBytes == Bytes && Bytes == _expectedBytes
            && end.RangeDigest == Digest;
        return agrees ? ShuffleErrorCode.None : ShuffleErrorCode.ReceiptMismatch;
    }
}
