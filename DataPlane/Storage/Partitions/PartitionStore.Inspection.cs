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
        lock (_lock)
        {
            return [.. _attempts.All
                .Where(attempt => attempt.Receipt is not null
                    && attempt.Id.Partition.Job == job
                    && attempt.Id.Partition.DataSet == dataSet
                    && attempt.Id.Partition.PartitionIndex - (long)fromProducer is >= 0 and var at
                    && at < producers)
                .GroupBy(attempt => attempt.Id.Partition.PartitionIndex)
                .OrderBy(attempts => attempts.Key)
                .Select(attempts => attempts.MaxBy(attempt => attempt.Id.Epoch)!)
                .Select(attempt => (attempt, attempt.Kept))];
        }
    }

    /// <summary>How many attempts each directory has, and how many lie in memory.</summary>
    public (IReadOnlyDictionary<DataDirectory, int> ByDirectory, int Kept) InspectCounts()
    {
        lock (_lock)
        {
            return (_attempts.All.CountBy(attempt => attempt.Directory).ToDictionary(), _attempts.All.Count(attempt => attempt.Kept is not null));
        }
    }
}
