using ShuffleOrleans.DataPlane.Storage.Directories;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>
/// Threads for commits that wait until the disk itself has the bytes, as many for each directory as it has for its other I/O, so that such commits do not hold
/// up the writes and opens of others. Started when the first one comes. Thread-safe. Owned by the store.
/// </summary>
internal sealed class SyncQueues(int threadsPerDirectory) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DataDirectory, DiskQueue> _queues = [];

    public DiskQueue Of(DataDirectory directory)
    {
        lock (_lock)
        {
            if (!_queues.TryGetValue(directory, out DiskQueue? queue))
            {
                _queues[directory] = queue = new DiskQueue($"{directory.Device.Description} sync", threadsPerDirectory, int.MaxValue);
            }

            return queue;
        }
    }

    /// <summary>Finishes what is queued. After the last channel.</summary>
    public void Dispose()
    {
        foreach (DiskQueue queue in _queues.Values)
        {
            queue.Dispose();
        }
    }
}
