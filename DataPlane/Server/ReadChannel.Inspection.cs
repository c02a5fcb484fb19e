using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Reading;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Server;

// What is seen of a read channel from outside. It notes what it waits for when that changes, which is at most twice a turn; what it has sent, once a stretch.
internal sealed partial class ReadChannel
{
    // A channel that moves is mostly between two sends; only one that stays there is held up.
    private static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(100);

    private readonly DateTimeOffset _openedAt;
    private DataDirectory? _disk;
    private Blocker _waitsFor;
    private long _waitsSince;
    private long _sentBytes;
    private long _sentFrames;
    private long _sentTo;

    public ReadSubject Subject => _request.Subject;

    public InspectedChannel Inspect(in ChannelPlace place)
    {
        ReadSubject subject = Subject;
        (Blocker waiting, TimeSpan since, long credit, long? total) = Look();
        long sent = Volatile.Read(ref _sentBytes);
        return new InspectedChannel(
            new OpenChannel(
                ChannelDirection.Read,
                place.Channel,
                place.Connection,
                place.Peer,
                _openedAt,
                subject.Job,
                subject.DataSet,
                subject.Kind,
                subject.Attempt?.Partition.PartitionIndex,
                subject.Attempt?.Attempt,
                subject.Attempt?.Epoch,
                subject.Range.First,
                subject.Range.Count,
                Volatile.Read(ref _sentFrames),
                sent,
                total,
                credit,
                total - sent,
                0,
                waiting,
                since.TotalSeconds),
            waiting == Blocker.ColdRead ? _disk : null);
    }

    public LayoutReader InspectReader(string peer)
    {
        (Blocker waiting, _, _, long? total) = Look();
        SubpartitionRange range = Subject.Range;
        return new LayoutReader(peer, range.First, range.Count, Volatile.Read(ref _sentTo), Volatile.Read(ref _sentBytes), total ?? 0, waiting);
    }

    private (Blocker Waiting, TimeSpan Since, long Credit, long? Total) Look()
    {
        lock (_lock)
        {
            TimeSpan since = _connection.Server.Time.GetElapsedTime(_waitsSince);
            bool moves = _waitsFor == Blocker.SlowReader && since < Noticeable;
            return (moves ? Blocker.None : _waitsFor, moves ? TimeSpan.Zero : since, _credit.Available, _range?.Bytes);
        }
    }

    // Under the lock, or before anybody else knows the channel.
    private void WaitsFor(Blocker blocker)
    {
        _waitsFor = blocker;
        _waitsSince = _connection.Server.Time.GetTimestamp();
    }

    private void OnLoading(in FrameStretch stretch)
    {
        lock (_lock)
        {
            _disk = (stretch.Source as IDiskSource)?.Directory;
            WaitsFor(Blocker.ColdRead);
        }
    }

    // On the send loop, which alone counts.
    private void OnSent(in FrameStretch stretch)
    {
        _connection.Traffic.OnSent(stretch.Length, stretch.FrameCount);
        Volatile.Write(ref _sentBytes, _sentBytes + stretch.Length);
        Volatile.Write(ref _sentFrames, _sentFrames + stretch.FrameCount);
        Volatile.Write(ref _sentTo, stretch.Offset + stretch.Length);
    }
}
