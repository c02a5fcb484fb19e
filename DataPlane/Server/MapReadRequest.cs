using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Reading;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>A range of subpartitions of one map partition attempt.</summary>
internal sealed class MapReadRequest : IReadRequest
{
    private readonly PartitionStore _store;
    private readonly IDamageReports? _damage;
    private readonly OpenReadEntry _open;

    /// <param name="store">Where it is.</param>
    /// <param name="damage">Who hears of damaged frames; null if nobody does.</param>
    /// <param name="open">What the reader said.</param>
    public MapReadRequest(PartitionStore store, IDamageReports? damage, in OpenReadEntry open)
    {
        _store = store;
        _damage = damage;
        _open = open;
    }

    public uint Channel => _open.Channel;

    public long InitialCredit => _open.InitialCredit;

    public string Description => $"read {_open.Attempt} subpartitions {_open.Range}";

    public ReadSubject Subject => new(_open.Attempt.Partition.Job, _open.Attempt.Partition.DataSet, _open.Attempt, _open.Range, []);

    public OpenedRange? TryOpen()
    {
        if (_open.Attempt.Partition.Kind != DataPartitionKind.Map)
        {
            // Its file would be taken for a damaged map partition.
            throw new ShuffleException(
                ShuffleErrorCode.UnsupportedPartitionKind, "Reduce partitions are read with OpenReduceRead, not one contribution by itself.");
        }

        return _store.TryShareRead(_open.Attempt) is OpenPartition partition ? RangeOf(partition) : null;
    }

    public DataDirectory OpensOn() => _store.DirectoryOf(_open.Attempt);

    public OpenedRange Open() => RangeOf(_store.OpenRead(_open.Attempt));

    public void PostOpened(WorkerConnection connection, OpenedRange range) =>
        connection.Post(Channel, new ReadOpenedMessage(((OpenMapRange)range).Partition.Receipt, range.FrameCount, range.Bytes));

    public void PostFailed(WorkerConnection connection, ShuffleException error) =>
        connection.PostError(Channel, error.Code, $"{Description}: {error.Message}");

    public void Complain() => _damage?.OnComplaint(_open.Attempt);

    private OpenMapRange RangeOf(OpenPartition partition)
    {
        try
        {
            return Positioned(partition);
        }
        catch
        {
            _store.CloseRead(partition);
            throw;
        }
    }

    private OpenMapRange Positioned(OpenPartition partition)
    {
        if (!_open.Range.IsInside(partition.Attempt.SubpartitionCount))
        {
            throw new ShuffleException(ShuffleErrorCode.SubpartitionOutOfRange, $"The partition has {partition.Attempt.SubpartitionCount} subpartitions.");
        }

        RangeCursor cursor = new(partition, partition.Index, _open.Range);
        (long frameCount, long bytes) = cursor.MeasureAhead();
        if (_open.ResumeFrame > frameCount)
        {
            throw new ShuffleException(ShuffleErrorCode.ResumePointOutOfRange, $"The range has {frameCount} frames, the resume point is {_open.ResumeFrame}.");
        }

        cursor.Skip(_open.ResumeFrame);
        return new OpenMapRange(_store, partition, cursor, frameCount, bytes);
    }

    private sealed record OpenMapRange(PartitionStore Store, OpenPartition Partition, IFrameCursor Cursor, long FrameCount, long Bytes)
        : OpenedRange(Cursor, FrameCount, Bytes)
    {
        public override void Close() => Store.CloseRead(Partition);
    }
}
