using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// The reader's own count of a range: order of the frames, their number, bytes and digest, from the beginning of the range and across reconnects. What the
/// worker says at opening and at the end must agree with it. No I/O; used by one channel,
/// on its receive loop.
/// </summary>
internal sealed class RangeVerifier
{
    private readonly SubpartitionRange _range;
    private bool _isWhole;
    private FrameDigest _digest;
    private PartitionReceipt? _receipt;
    private long _expectedFrames = -1;
    private long _expectedBytes;
    private long _lastSequence = -1;
    private int _lastRegion;
    private int _lastSubpartition = FrameHeader.BroadcastSubpartition;

    public RangeVerifier(SubpartitionRange range) => _range = range;

    /// <summary>Frames received so far: the resume point of the next connection.</summary>
    public long FrameCount { get; private set; }

    /// <summary>Bytes received so far, headers included.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes still to come, once the worker has said how many there are.</summary>
    public long RemainingBytes => _expectedFrames < 0 ? 0 : _expectedBytes - Bytes;

    /// <summary>The worker says what the range holds; after a reconnect, again, and it must say the same.</summary>
    /// <param name="opened">What the worker says.</param>
    /// <param name="subpartitionCount">How many subpartitions the partition has: whoever reads all of them can compare with the receipt too.</param>
    public ShuffleErrorCode OnOpened(in ReadOpenedMessage opened, int subpartitionCount)
    {
        _isWhole = _range.Count == subpartitionCount;
        bool changed = _receipt is not null && (_receipt != opened.Receipt || _expectedFrames != opened.RangeFrameCount || _expectedBytes != opened.RangeBytes);
        if (changed || opened.RangeFrameCount < FrameCount || opened.RangeBytes < Bytes)
        {
            return ShuffleErrorCode.ReceiptMismatch;
        }

        _receipt = opened.Receipt;
        _expectedFrames = opened.RangeFrameCount;
        _expectedBytes = opened.RangeBytes;
        return ShuffleErrorCode.None;
    }

    /// <summary>Whether a frame may come next.</summary>
    public ShuffleErrorCode Check(in FrameHeader header)
    {
        if (header.Kind == FrameKind.Producer)
        {
            return ShuffleErrorCode.UnexpectedMessage;
        }

        if (!header.IsBroadcast && !_range.Contains(header.Subpartition))
        {
            return ShuffleErrorCode.SubpartitionOutOfRange;
        }

        bool inRegion = header.Region > _lastRegion || (header.Region == _lastRegion && header.Subpartition >= _lastSubpartition);
        bool inOrder = inRegion && header.Sequence > _lastSequence && FrameCount < _expectedFrames && header.Region < _receipt?.RegionCount;
        return inOrder ? ShuffleErrorCode.None : ShuffleErrorCode.FrameOutOfOrder;
    }

    /// <summary>A checked frame is whole and its checksum right.</summary>
    public void Add(in FrameHeader header)
    {
        _lastSequence = header.Sequence;
        _lastRegion = header.Region;
        _lastSubpartition = header.Subpartition;
        _digest.Append(header.Checksum);
        FrameCount++;
        Bytes += header.FrameLength;
    }

    /// <summary>The worker says that this was all.</summary>
    public ShuffleErrorCode OnEnd(in ReadEndMessage end)
    {
        bool agrees = end.RangeFrameCount == FrameCount && FrameCount == _expectedFrames
            && end.RangeBytes == Bytes && Bytes == _expectedBytes
            && end.RangeDigest == _digest.Value
            && (!_isWhole || (_digest.Value == _receipt?.Digest && FrameCount == _receipt?.FrameCount));
        return agrees ? ShuffleErrorCode.None : ShuffleErrorCode.ReceiptMismatch;
    }
}
