using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Server;

// What is seen of a write channel from outside: derived from what it has anyway, and from when something last moved, a message in one of the two directions.
internal sealed partial class WriteChannel
{
    // A writer that sends is mostly between two messages; only one that stays there is slow.
    private static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(100);

    private readonly DateTimeOffset _openedAt;
    private long _movedAt;

    public PartitionAttemptId Attempt => _open.Attempt;

    /// <summary>What is known of its partition so far.</summary>
    public WriterProgress InspectWriter() => _writer.Inspect();

    public InspectedChannel Inspect(in ChannelPlace place)
    {
        DataPartitionId partition = _open.Attempt.Partition;
        SubpartitionRange share = partition.Kind == DataPartitionKind.Reduce
            ? SubpartitionShares.RangeOf(_open.SubpartitionCount, _open.ShareCount, _open.ShareIndex)
            : new SubpartitionRange(0, _open.SubpartitionCount - 1);
        PartitionReceipt receipt = _writer.Receipt;
        (Blocker waiting, TimeSpan since) = Waiting();
        return new InspectedChannel(
            new OpenChannel(
                ChannelDirection.Write,
                place.Channel,
                place.Connection,
                place.Peer,
                _openedAt,
                partition.Job,
                partition.DataSet,
                partition.Kind,
                partition.PartitionIndex,
                _open.Attempt.Attempt,
                _open.Attempt.Epoch,
                share.First,
                share.Count,
                receipt.FrameCount,
                receipt.FrameBytes,
                Volatile.Read(ref _finishing) ? receipt.FrameBytes : null,
                _window.Granted,
                Volatile.Read(ref _backlog),
                _window.HeldBytes,
                waiting,
                since.TotalSeconds),
            _writer.Directory);
    }

    // Every channel has a guarantee, so memory never holds it up for good: it waits for more of it than that.
    private (Blocker Waiting, TimeSpan Since) Waiting()
    {
        TimeSpan since = _connection.Server.Time.GetElapsedTime(Volatile.Read(ref _movedAt));
        if (Volatile.Read(ref _finishing))
        {
            return (Blocker.Commit, since);
        }

        long granted = _window.Granted;
        if (granted < _bufferBytes && _flusher.IsBusy)
        {
            return (Blocker.DiskQueue, since);
        }

        if (_window.WaitingForMemory is TimeSpan memory && Volatile.Read(ref _backlog) > granted)
        {
            return (Blocker.Memory, memory);
        }

        return since < Noticeable ? (Blocker.None, TimeSpan.Zero) : (Blocker.SlowWriter, since);
    }

    private void NoteMove() => Volatile.Write(ref _movedAt, _connection.Server.Time.GetTimestamp());
}
