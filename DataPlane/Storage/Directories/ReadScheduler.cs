using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.DataPlane.Storage.Directories;

/// <summary>
/// The order in which the readers of one directory get their bytes from the disk: not as they came, but by file and offset, in one direction, beginning again
/// at the front when the end is reached (the elevator, C-SCAN), so that a disk that must move its heads sweeps, and nobody waits longer than one sweep. Flink
/// orders the readers of one partition likewise (SortMergeResultPartitionReadScheduler); this orders those of all partitions of a disk. Bytes that are in the
/// system's cache never come here. Bounded by its users: each reader waits for one stretch at a time. Thread-safe. Owned by its directory; holds no resource.
/// </summary>
/// <param name="queue">The I/O threads of the directory.</param>
internal sealed class ReadScheduler(DiskQueue queue) : IDiskWork
{
    private static readonly (long Place, long Offset, long Ticket) Behind = (long.MaxValue, long.MaxValue, long.MaxValue);

    private readonly Lock _lock = new();
    private readonly Dictionary<(long Place, long Offset, long Ticket), IDiskRead> _waiting = [];
    private readonly SortedSet<(long Place, long Offset, long Ticket)> _places = [];
    private (long Place, long Offset, long Ticket) _head;
    private long _tickets;

    /// <summary>How many readers wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _places.Count;
            }
        }
    }

    /// <summary>Queues a read.</summary>
    /// <returns>False if the threads have ended: it will not run.</returns>
    public bool TryLoad(IDiskRead read)
    {
        (long, long, long) place;
        lock (_lock)
        {
            place = (read.Place, read.Offset, ++_tickets);
            _places.Add(place);
            _waiting.Add(place, read);
        }

        if (queue.TryEnqueue(this))
        {
            return true;
        }

        lock (_lock)
        {
            // Whoever still ran may have served it.
            return !(_places.Remove(place) && _waiting.Remove(place));
        }
    }

    /// <summary>Queued once for each read, and each time serves the one whose turn it is.</summary>
    public void Run()
    {
        if (TakeNext() is not IDiskRead next)
        {
            return;
        }

        Exception? failure = null;
        try
        {
            next.Load();
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            failure = e;
        }

        next.OnLoaded(failure);
    }

    private IDiskRead? TakeNext()
    {
        lock (_lock)
        {
            if (_places.Count == 0)
            {
                return null;
            }

            SortedSet<(long, long, long)> ahead = _places.GetViewBetween(_head, Behind);
            _head = ahead.Count > 0 ? ahead.Min : _places.Min;
            _places.Remove(_head);
            return _waiting.Remove(_head, out IDiskRead? next) ? next : null;
        }
    }
}
