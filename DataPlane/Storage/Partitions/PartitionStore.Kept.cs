using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>
/// Partitions in memory. Committed ones belong to their attempt until exactly one of three ends: a spill makes them files, a release takes them away, or the
/// store goes. A release that comes during a spill follows it.
/// </summary>
internal sealed partial class PartitionStore
{
    /// <summary>The threads on which commits of a directory may wait for its disk.</summary>
    internal DiskQueue SyncQueueOf(DataDirectory directory) => _syncs.Of(directory);

    /// <summary>Commits a partition that lies in memory. Never blocks.</summary>
    internal void Commit(StoredAttempt attempt, PartitionReceipt receipt, KeptPartition kept)
    {
        lock (_lock)
        {
            if (attempt.IsRevoked)
            {
                throw Overtaken(attempt.Id);
            }

            attempt.Receipt = receipt;
            attempt.Kept = kept;
            _spiller!.Add(kept);

            // Under the lock, so that nobody hears of its release first.
            _observer.OnCommitted(attempt.Id, attempt.SubpartitionCount, receipt);
        }
    }

    /// <summary>All of a kept partition is in its partial file: from here on it is that file. Blocking.</summary>
    /// <exception cref="IOException">The file could not be given its name; the partition lies in memory as before.</exception>
    internal void Spilled(StoredAttempt attempt, PartitionFile file)
    {
        file.Publish();
        KeptPartition kept;
        bool release;
        lock (_lock)
        {
            kept = attempt.Kept!;
            attempt.Kept = null;
            attempt.FileBytes = file.Length;
            release = attempt.IsReleaseOrdered;
        }

        kept.Free();
        if (release)
        {
            Release(attempt.Id);
        }
    }

    /// <summary>A spill came to nothing and may be tried again.</summary>
    internal void OnSpillFailed(StoredAttempt attempt)
    {
        bool release;
        lock (_lock)
        {
            release = attempt.IsReleaseOrdered;
        }

        if (release)
        {
            Release(attempt.Id);
        }
    }

    private IPartitionWriter NewWriter(StoredAttempt attempt) => _spiller is not null && attempt.Storage.Durability == Durability.Memory
        ? new MemoryPartitionWriter(this, _spiller, attempt)
        : new PartitionWriter(this, attempt);

    // Under the lock.
    private OpenPartition? TryShareKept(StoredAttempt attempt)
    {
        if (attempt.Kept is not KeptPartition kept)
        {
            return null;
        }

        _spiller!.OnUsed(kept);
        return kept.Open();
    }

    // Under the lock. False if it is being spilled just now; else it is the caller's alone, who frees it.
    private bool TryTakeKept(StoredAttempt attempt) => _spiller!.TryRemove(attempt.Kept!) && _attempts.Remove(attempt);

    // At the end, when no thread works for the store any more.
    private void FreeKept()
    {
        foreach (StoredAttempt attempt in _attempts.All)
        {
            attempt.Kept?.Free();
            attempt.Kept = null;
        }
    }
}
