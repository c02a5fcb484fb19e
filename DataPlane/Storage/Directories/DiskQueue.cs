using System.Collections.Concurrent;

namespace ShuffleOrleans.DataPlane.Storage.Directories;

/// <summary>
/// The I/O threads of one data directory. Work starts in the order in which it was queued. The queue is bounded by its users: each channel has one piece of
/// work queued at a time, and
/// each release one. Owned by its directory; disposing it finishes what is queued.
/// </summary>
internal sealed class DiskQueue : IDisposable
{
    private readonly BlockingCollection<IDiskWork> _work = [];
    private readonly Thread[] _threads;

    public DiskQueue(string name, int threadCount)
    {
        _threads = new Thread[threadCount];
        for (int i = 0; i < threadCount; i++)
        {
            _threads[i] = new Thread(Run) { IsBackground = true, Name = $"shuffle-io {name} {i}" };
            _threads[i].Start();
        }
    }

    /// <summary>Whether work waits for a thread: what is not urgent should wait then.</summary>
    public bool IsBusy => _work.Count > 0;

    /// <summary>Queues work.</summary>
    /// <returns>False if the queue has ended; the work will not run.</returns>
    public bool TryEnqueue(IDiskWork work)
    {
        try
        {
            _work.Add(work);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }

        _work.Dispose();
    }

    private void Run()
    {
        foreach (IDiskWork work in _work.GetConsumingEnumerable())
        {
            work.Run();
        }
    }
}
