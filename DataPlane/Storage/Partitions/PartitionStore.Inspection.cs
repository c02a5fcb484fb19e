using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

// What is asked about the store: answers are copies, made under the lock.
internal sealed partial class PartitionStore
{
    /// <summary>The attempt, in whatever state, and what it holds while it lies in memory; null if it is not here.</summary>
    public (StoredAttempt Attempt, KeptPartition? Kept)? Inspect(PartitionAttemptId id)
    {
        lock (_lock)
        {
            return _attempts.Find(id) is StoredAttempt attempt ? (attempt, attempt.Kept) : null;
        }
    }

    /// <summary>The newest committed attempt of each of these producers, and what it holds while it lies in memory, by producer.</summary>
    public IReadOnlyList<(StoredAttempt Attempt, KeptPartition? Kept)> InspectNewest(JobId job, DataSetId dataSet, int fromProducer, int producers)
    {
        (StoredAttempt Attempt, KeptPartition? Kept)[] committed;
        lock (_lock)
        {
            committed = [.. _attempts.All.Where(IsWanted).Select(attempt => (attempt, attempt.Kept))];
        }

        return [.. committed
            .GroupBy(one => one.Attempt.Id.Partition.PartitionIndex)
            .OrderBy(attempts => attempts.Key)
            .Select(attempts => attempts.MaxBy(one => one.Attempt.Id.Epoch))];

        bool IsWanted(StoredAttempt attempt) => attempt.Receipt is not null
            && attempt.Id.Partition.Job == job
            && attempt.Id.Partition.DataSet == dataSet
            && attempt.Id.Partition.PartitionIndex >= fromProducer
            && attempt.Id.Partition.PartitionIndex - fromProducer < producers;
    }

    /// <summary>How many attempts each directory has, and how many lie in memory.</summary>
    public (IReadOnlyDictionary<DataDirectory, int> ByDirectory, int Kept) InspectCounts()
    {
        Dictionary<DataDirectory, int> byDirectory = [];
        int kept = 0;
        lock (_lock)
        {
            foreach (StoredAttempt attempt in _attempts.All)
            {
                byDirectory[attempt.Directory] = byDirectory.GetValueOrDefault(attempt.Directory) + 1;
                kept += attempt.Kept is null ? 0 : 1;
            }
        }

        return (byDirectory, kept);
    }
}
