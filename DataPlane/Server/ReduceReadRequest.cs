using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Reading;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>Reduce partitions: the files of a range of subpartitions, and in them the frames of the contributions that the reader names.</summary>
internal sealed class ReduceReadRequest : IReadRequest
{
    private readonly PartitionStore _store;
    private readonly IDamageReports? _damage;
    private readonly OpenReduceReadMessage _open;

    public ReduceReadRequest(PartitionStore store, IDamageReports? damage, uint channel, in OpenReduceReadMessage open)
    {
        _store = store;
        _damage = damage;
        Channel = channel;
        _open = open;
    }

    public uint Channel { get; }

    public long InitialCredit => _open.InitialCredit;

    public string Description => $"read {_open.Job}/{_open.DataSet} reduce partitions {_open.Range} of {_open.Producers.Count} producers";

    public ReadSubject Subject => new(_open.Job, _open.DataSet, null, _open.Range, _open.Producers);

    // Files may have to be opened, which is the disk's work.
    public OpenedRange? TryOpen() => null;

    public DataDirectory OpensOn() => _store.DirectoryOf(_open);

    public OpenedRange Open()
    {
        OpenReduceFiles files = _store.OpenReduceRead(_open);
        try
        {
            return Positioned(files);
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    public void PostOpened(WorkerConnection connection, OpenedRange range) =>
        connection.Post(Channel, new ReduceReadOpenedMessage(range.FrameCount, range.Bytes));

    public void PostFailed(WorkerConnection connection, ShuffleException error)
    {
        if (error is ContributionException { Producer: var producer })
        {
            ErrorDetail detail = new(error.Code, $"{Description}: {error.Message}");
            connection.PostError(Channel, detail, new ReduceReadFailedMessage(producer, detail));
        }
        else
        {
            connection.PostError(Channel, error.Code, $"{Description}: {error.Message}");
        }
    }

    // The reader does not say in whose frames: all of them are looked at.
    public void Complain()
    {
        foreach (ProducerTag producer in _open.Producers)
        {
            DataPartitionId partition = new(_open.Job, _open.DataSet, DataPartitionKind.Reduce, producer.ProducerIndex);
            _damage?.OnComplaint(new PartitionAttemptId(partition, producer.Attempt, producer.Epoch));
        }
    }

    private OpenReduceRange Positioned(OpenReduceFiles files)
    {
        ReduceStretch[] pieces = files.InOrder();
        (long frameCount, long bytes) = new ReduceCursor(pieces).Measure();
        if (_open.ResumeFrame > frameCount)
        {
            throw new ShuffleException(
                ShuffleErrorCode.ResumePointOutOfRange, $"There are {frameCount} frames, tags included; the resume point is {_open.ResumeFrame}.");
        }

        ReduceCursor cursor = new(pieces);
        cursor.Skip(_open.ResumeFrame);
        return new OpenReduceRange(files, cursor, frameCount, bytes);
    }

    private sealed record OpenReduceRange(OpenReduceFiles Files, IFrameCursor Cursor, long FrameCount, long Bytes) : OpenedRange(Cursor, FrameCount, Bytes)
    {
        public override void Close() => Files.Dispose();
    }
}
