namespace ShuffleOrleans.DataPlane.Storage.Directories;

/// <summary>
/// The I/O threads of one data directory. Work of one priority starts in the order in which it was queued; short work goes before bulk writes, but never lets
/// them wait for more than <see cref="MostAhead"/> of its kind. Bounded: what anybody may ask for is admitted up to a capacity, and what is
/// bounded by its owner, such as one piece for each open write channel, comes on top. Thread-safe. Owned by its directory; disposing it finishes what is
/// queued.
/// </summary>
internal sealed class DiskQueue : IDisposable
{
    /// <summary>So many pieces of short work in a row go before a bulk write that waits.</summary>
    public const int MostAhead = 16;

    // A monitor, not a Lock: the threads wait on it.
    private readonly object _gate = new();
    private readonly Queue<IDiskWork> _first = new();
    private readonly Queue<IDiskWork> _bulk = new();
    private readonly Thread[] _threads;
    private readonly int _capacity;
    private int _ahead;
    private bool _ended;

    public DiskQueue(string name, int threadCount, int capacity)
    {
        _capacity = capacity;
        _threads = new Thread[threadCount];
        for (int i = 0; i < threadCount; i++)
        {
            _threads[i] = new Thread(Run) { IsBackground = true, Name = $"shuffle-io {name} {i}" };
            _threads[i].Start();
        }
    }

    /// <summary>How much waits for a thread.</summary>
    public int Length
    {
        get
        {
            lock (_gate)
            {
                return Waiting;
            }
        }
    }

    /// <summary>Whether work waits for a thread: what is not urgent should wait then.</summary>
    public bool IsBusy => Length > 0;

    private int Waiting => _first.Count + _bulk.Count;

    /// <summary>Queues work of an owner that has at most one piece queued at a time, and is itself counted elsewhere. Never refused for want of room.</summary>
    /// <returns>False if the queue has ended; the work will not run.</returns>
    public bool TryEnqueue(IDiskWork work, DiskPriority priority = DiskPriority.Bulk)
    {
        lock (_gate)
        {
            return Add(work, priority) == DiskAdmission.Queued;
        }
    }

    /// <summary>Queues work that may be asked for in any number.</summary>
    public DiskAdmission Admit(IDiskWork work, DiskPriority priority)
    {
        lock (_gate)
        {
            return !_ended && Waiting >= _capacity ? DiskAdmission.Full : Add(work, priority);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }

        foreach (Thread thread in _threads)
        {
            thread.Join();
        }
    }

    private DiskAdmission Add(IDiskWork work, DiskPriority priority)
    {
        if (_ended)
        {
            return DiskAdmission.Ended;
        }

        (priority == DiskPriority.First ? _first : _bulk).Enqueue(work);
        Monitor.Pulse(_gate);
        return DiskAdmission.Queued;
    }

    private void Run()
    {
        while (Next() is IDiskWork work)
        {
            work.Run();
        }
    }

    // Null at the end.
    private IDiskWork? Next()
    {
        lock (_gate)
        {
            while (Waiting == 0)
            {
                if (_ended)
                {
                    return null;
                }

                Monitor.Wait(_gate);
            }

            bool first = _first.Count > 0 && (_bulk.Count == 0 || _ahead < MostAhead);
            _ahead = first && _bulk.Count > 0 ? _ahead + 1 : 0;
            return (first ? _first : _bulk).Dequeue();
        }
    }
}
