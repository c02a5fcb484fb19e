using Microsoft.Extensions.Logging;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;

namespace ShuffleOrleans.DataPlane.Storage.InMemory;

/// <summary>
/// Decides which partitions in memory are written to disk, and when: the longest unused first, while somebody waits for memory or the kept part nears its
/// limit; all of them when the worker stops. Each directory writes out one at a time, between its other work. A directory that fails is left alone for a
/// while: its partitions stay in memory, and writers live on what they are guaranteed. Thread-safe; its lock is the last that anybody takes but the ledger's.
/// Owned by the worker, which disposes it after the store.
/// </summary>
internal sealed partial class Spiller : IDisposable
{
    private const int MemoryThreads = 2;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<DataDirectory, SpillShelf> _shelves = [];
    private readonly MemoryLedger _ledger;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private TaskCompletionSource? _drained;
    private long _spilled;
    private bool _queueEnded;
    private bool _draining;
    private bool _stopped;

    /// <param name="ledger">Where the memory comes from.</param>
    /// <param name="maxBuffers">The most of it that is kept, in buffers; more than 0.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where failures are told.</param>
    public Spiller(MemoryLedger ledger, int maxBuffers, TimeProvider time, ILogger logger)
    {
        _ledger = ledger;
        _time = time;
        _logger = logger;
        Memory = new KeptMemory(ledger, maxBuffers);
        Queue = new DiskQueue("kept in memory", MemoryThreads, int.MaxValue);
        ledger.Shortage = Relieve;
    }

    public KeptMemory Memory { get; }

    /// <summary>How many partitions were moved to a disk so far.</summary>
    public long SpilledCount => Volatile.Read(ref _spilled);

    /// <summary>The threads that put partitions into memory: not a disk's, so that no disk holds them up.</summary>
    public DiskQueue Queue { get; }

    /// <summary>It was used just now: it goes to the end of the order, or into it.</summary>
    public void Add(ISpillable kept)
    {
        lock (_lock)
        {
            SpillShelf shelf = ShelfOf(kept.Directory);
            kept.Place.List?.Remove(kept.Place);
            shelf.Order.AddLast(kept.Place);
        }

        Relieve();
    }

    /// <summary>It was used just now, if it is in the order: else it is being written out.</summary>
    public void OnUsed(ISpillable kept)
    {
        lock (_lock)
        {
            if (kept.Place.List is LinkedList<ISpillable> order)
            {
                order.Remove(kept.Place);
                order.AddLast(kept.Place);
            }
        }
    }

    /// <summary>It is not to be spilled any more.</summary>
    /// <returns>False if it is being written out, or was not in the order.</returns>
    public bool TryRemove(ISpillable kept)
    {
        lock (_lock)
        {
            LinkedList<ISpillable>? order = kept.Place.List;
            order?.Remove(kept.Place);
            return order is not null;
        }
    }

    /// <summary>Looks whether something must go, and has the directories see to it. Cheap, on any thread.</summary>
    public void Relieve()
    {
        lock (_lock)
        {
            foreach (SpillShelf shelf in _shelves.Values)
            {
                if (!shelf.IsBusy && IsWanted(shelf))
                {
                    shelf.IsBusy = shelf.Directory.Queue.TryEnqueue(shelf);
                }
            }
        }
    }

    /// <summary>The worker stops: nothing more is kept, what is kept is written out.</summary>
    public void BeginDrain()
    {
        Memory.Close();
        lock (_lock)
        {
            _draining = true;
        }

        Relieve();
    }

    /// <summary>Waits until everything is written out, at most so long. After the last channel; begins no more afterwards.</summary>
    public async Task DrainAsync(TimeSpan timeout)
    {
        // Commits that nobody waited for: whatever they keep is in the order afterwards.
        await Task.Run(EndQueue);
        Task drained;
        lock (_lock)
        {
            _drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            drained = _drained.Task;
            CheckDrained();
        }

        await drained.WaitAsync(timeout, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        int lost;
        lock (_lock)
        {
            _stopped = true;
            lost = _shelves.Values.Sum(shelf => shelf.Order.Count);
        }

        if (lost > 0)
        {
            LogKeptPartitionsLost(lost);
        }
    }

    /// <summary>Finishes what is on its way into memory. Repeating it does nothing.</summary>
    public void EndQueue()
    {
        if (!Interlocked.Exchange(ref _queueEnded, true))
        {
            Queue.Dispose();
        }
    }

    public void Dispose()
    {
        EndQueue();
        _ledger.Shortage = null;
        Memory.Dispose();
    }

    /// <summary>One partition of a directory, on an I/O thread of it.</summary>
    internal void SpillOne(SpillShelf shelf)
    {
        ISpillable? kept = null;
        bool isLastTry;
        lock (_lock)
        {
            // One that began before the stop may fail of what is mended since.
            isLastTry = _draining;
            if (IsWanted(shelf))
            {
                kept = shelf.Order.First!.Value;
                shelf.Order.RemoveFirst();
            }
        }

        if (kept is not null)
        {
            Spill(shelf, kept, isLastTry);
        }

        lock (_lock)
        {
            shelf.IsBusy = false;
            CheckDrained();
        }

        Relieve();
    }

    private void Spill(SpillShelf shelf, ISpillable kept, bool isLastTry)
    {
        try
        {
            kept.Spill();
            Interlocked.Increment(ref _spilled);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            LogSpillFailed(shelf.Directory.Device.Description, e.Message);
            lock (_lock)
            {
                shelf.PausedUntil = _time.GetTimestamp() + (long)(PauseAfterFailure.TotalSeconds * _time.TimestampFrequency);
                shelf.HasGivenUp = isLastTry;
                if (kept.Place.List is null)
                {
                    shelf.Order.AddLast(kept.Place);
                }
            }

            kept.OnSpillFailed();
        }
    }

    // Under the lock.
    private bool IsWanted(SpillShelf shelf)
    {
        if (_stopped || shelf.HasGivenUp || shelf.Order.First is null)
        {
            return false;
        }

        // A stop takes any disk that may still do it.
        return _draining
            || ((_ledger.IsShort || Memory.IsCrowded) && shelf.Directory.TakesPartitions && _time.GetTimestamp() >= shelf.PausedUntil);
    }

    // Under the lock.
    private void CheckDrained()
    {
        if (_drained is not null && _shelves.Values.All(shelf => !shelf.IsBusy && (shelf.HasGivenUp || shelf.Order.First is null)))
        {
            _drained.TrySetResult();
        }
    }

    // Under the lock.
    private SpillShelf ShelfOf(DataDirectory directory)
    {
        if (!_shelves.TryGetValue(directory, out SpillShelf? shelf))
        {
            _shelves[directory] = shelf = new SpillShelf(this, directory);
        }

        return shelf;
    }
}
