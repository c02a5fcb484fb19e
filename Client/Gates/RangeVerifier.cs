using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// Holds a range of a map partition, as it comes, against what its writer and the worker say: the order of the frames, their number, bytes and digest. No I/O;
/// used by one channel, on its receive loop.
/// </summary>
internal sealed class RangeVerifier
{
    private readonly SubpartitionRange _range;
    private bool _isWhole;
    private PartitionReceipt? _receipt;
    private long _lastSequence = -1;
    private int _lastRegion;
    private int _lastSubpartition = FrameHeader.BroadcastSubpartition;

    public RangeVerifier(SubpartitionRange range) => _range = range;

    /// <summary>What was received so far.</summary>
    public RangeTally Tally { get; } = new();

    /// <summary>The worker says what the range holds; after a reconnect, again, and it must say the same.</summary>
    /// <param name="opened">What the worker says.</param>
    /// <param name="subpartitionCount">How many subpartitions the partition has: whoever reads all of them can compare with the receipt too.</param>
    public ShuffleErrorCode OnOpened(in ReadOpenedMessage opened, int subpartitionCount)
    {
        if (_receipt is not null && _receipt != opened.Receipt)
        {
            return ShuffleErrorCode.ReceiptMismatch;
        }

        _isWhole = _range.Count == subpartitionCount;
        _receipt = opened.Receipt;
        return Tally.Announce(opened.RangeFrameCount, opened.RangeBytes);
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
        bool inOrder = inRegion && header.Sequence > _lastSequence && header.Region < _receipt?.RegionCount && Tally.Expects(header);
        return inOrder ? ShuffleErrorCode.None : ShuffleErrorCode.FrameOutOfOrder;
    }

    /// <summary>A checked frame is whole and its checksum right.</summary>
    public void Add(in FrameHeader header)
    {
        _lastSequence = header.Sequence;
        _lastRegion = header.Region;
        _lastSubpartition = header.Subpartition;
        Tally.Add(header);
    }

    /// <summary>The worker says that this was all.</summary>
    public ShuffleErrorCode OnEnd(in ReadEndMessage end)
    {
        bool agrees = !_isWhole || (Tally.Digest == _receipt?.Digest && Tally.FrameCount == _receipt?.FrameCount);
        return agrees ? Tally.OnEnd(end) : ShuffleErrorCode.ReceiptMismatch;
    }
}
