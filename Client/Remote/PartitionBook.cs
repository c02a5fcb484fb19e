using System.Diagnostics.CodeAnalysis;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Remote;

/// <summary>
/// What one JobMaster knows of its partitions: where each attempt is now, and which losses the engine has not heard of yet. Events and replies race: a loss
/// may be told before the allocation it is about, or after a newer one. The epoch decides, so that each lost allocation is reported once and a standing one
/// never. No I/O, no clock; any thread. Holds an entry from the request until the release.
/// </summary>
internal sealed class PartitionBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ResultPartitionId, Entry> _entries = [];
    private readonly Queue<ResultPartitionId> _losses = new();

    /// <summary>
    /// An allocation is asked for; from now on events about it are remembered. Ends with <see cref="Track"/> or <see cref="AbandonRequest"/>.
    /// </summary>
    public void BeginRequest(ResultPartitionId partition)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(partition, out Entry? entry))
            {
                _entries.Add(partition, entry = new Entry());
            }

            entry.OpenRequests++;
        }
    }

    /// <summary>The request failed.</summary>
    public void AbandonRequest(ResultPartitionId partition)
    {
        lock (_lock)
        {
            Entry entry = _entries[partition];
            entry.OpenRequests--;
            RemoveIfUnused(partition, entry);
        }
    }

    /// <summary>The request was answered.</summary>
    public void Track(ResultPartitionId partition, PartitionAllocation allocation)
    {
        lock (_lock)
        {
            Entry entry = _entries[partition];
            entry.OpenRequests--;
            if (entry.Allocation is null || entry.Allocation.Attempt.Epoch < allocation.Attempt.Epoch)
            {
                entry.Allocation = allocation;
            }

            QueueIfLost(partition, entry);
        }
    }

    /// <summary>The engine released this allocation.</summary>
    public void Release(ResultPartitionId partition, long epoch)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(partition, out Entry? entry) && entry.Allocation?.Attempt.Epoch == epoch)
            {
                entry.Allocation = null;
                RemoveIfUnused(partition, entry);
            }
        }
    }

    /// <summary>No copy of this allocation is left.</summary>
    public void NoteLost(PartitionAttemptId attempt)
    {
        lock (_lock)
        {
            ResultPartitionId partition = NameOf(attempt);
            if (_entries.TryGetValue(partition, out Entry? entry))
            {
                entry.LostEpoch = Math.Max(entry.LostEpoch, attempt.Epoch);
                QueueIfLost(partition, entry);
            }
        }
    }

    /// <summary>An allocation stands at these places now.</summary>
    public void NoteLocations(PartitionAllocation allocation)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(NameOf(allocation.Attempt), out Entry? entry) && entry.Allocation?.Attempt.Epoch == allocation.Attempt.Epoch)
            {
                entry.Allocation = allocation;
            }
        }
    }

    /// <summary>The losses to tell the engine now; each lost allocation is given out once, and not at all if it was released or replaced meanwhile.</summary>
    public IReadOnlyList<ResultPartitionId> TakeLosses()
    {
        List<ResultPartitionId> taken = [];
        lock (_lock)
        {
            while (_losses.TryDequeue(out ResultPartitionId partition))
            {
                if (_entries.TryGetValue(partition, out Entry? entry) && entry.HasUntoldLoss)
                {
                    entry.ToldEpoch = entry.LostEpoch;
                    taken.Add(partition);
                }
            }
        }

        return taken;
    }

    /// <summary>Where an attempt is now; false if it is not known, released or lost.</summary>
    public bool TryGetCurrent(ResultPartitionId partition, [NotNullWhen(true)] out RemoteShuffleDescriptor? descriptor)
    {
        lock (_lock)
        {
            descriptor = _entries.TryGetValue(partition, out Entry? entry) && entry is { Allocation: { } allocation, IsLost: false }
                ? new RemoteShuffleDescriptor(partition, allocation)
                : null;
            return descriptor is not null;
        }
    }

    private static ResultPartitionId NameOf(PartitionAttemptId attempt) => new(attempt.Partition.DataSet, attempt.Partition.PartitionIndex, attempt.Attempt);

    private void QueueIfLost(ResultPartitionId partition, Entry entry)
    {
        if (entry.HasUntoldLoss)
        {
            _losses.Enqueue(partition);
        }
    }

    private void RemoveIfUnused(ResultPartitionId partition, Entry entry)
    {
        if (entry.OpenRequests == 0 && entry.Allocation is null)
        {
            _entries.Remove(partition);
        }
    }

    /// <summary>One attempt of a producer.</summary>
    private sealed class Entry
    {
        public PartitionAllocation? Allocation { get; set; }

        public int OpenRequests { get; set; }

        public long LostEpoch { get; set; }

        public long ToldEpoch { get; set; }

        public bool IsLost => Allocation is not null && Allocation.Attempt.Epoch <= LostEpoch;

        public bool HasUntoldLoss => IsLost && Allocation!.Attempt.Epoch > ToldEpoch;
    }
}
