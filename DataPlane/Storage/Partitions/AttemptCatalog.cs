using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>
/// Which attempts of which partitions a worker has, and the rules between attempts: a lower attempt or epoch never begins beside a higher one, a new one
/// revokes lower ones that are still being written. No I/O; guarded by the store's
/// lock.
/// </summary>
internal sealed class AttemptCatalog
{
    private readonly Dictionary<DataPartitionId, List<StoredAttempt>> _partitions = [];

    /// <summary>Every attempt.</summary>
    public IEnumerable<StoredAttempt> All => _partitions.Values.SelectMany(attempts => attempts);

    /// <summary>Whether an attempt may begin to be written.</summary>
    public ShuffleErrorCode CheckNew(PartitionAttemptId id)
    {
        foreach (StoredAttempt other in AttemptsOf(id.Partition))
        {
            if (other.Id.Epoch > id.Epoch || other.Id.Attempt > id.Attempt)
            {
                return ShuffleErrorCode.StaleEpoch;
            }

            if (other.Id == id)
            {
                return ShuffleErrorCode.ConcurrentWriter;
            }
        }

        return ShuffleErrorCode.None;
    }

    /// <summary>Lower attempts of the partition that are still being written must not commit any more.</summary>
    public void RevokeWriters(DataPartitionId partition)
    {
        foreach (StoredAttempt older in AttemptsOf(partition))
        {
            if (older.Receipt is null)
            {
                older.Revoke();
            }
        }
    }

    public StoredAttempt? Find(PartitionAttemptId id)
    {
        // Every open of a reader comes here: no closure.
        if (_partitions.TryGetValue(id.Partition, out List<StoredAttempt>? attempts))
        {
            foreach (StoredAttempt attempt in attempts)
            {
                if (attempt.Id == id)
                {
                    return attempt;
                }
            }
        }

        return null;
    }

    /// <summary>The attempt, if it is committed.</summary>
    /// <exception cref="ShuffleException">It is not found, not finished, or overtaken: three different answers.</exception>
    public StoredAttempt FindCommitted(PartitionAttemptId id)
    {
        StoredAttempt? attempt = Find(id);
        if (attempt is { Receipt: not null })
        {
            return attempt;
        }

        if (attempt is not null)
        {
            throw new ShuffleException(ShuffleErrorCode.PartitionNotFinished, $"{id} is still being written.");
        }

        throw AttemptsOf(id.Partition).Exists(other => other.Id.Epoch > id.Epoch)
            ? new ShuffleException(ShuffleErrorCode.StaleEpoch, $"{id} was overtaken by a newer attempt.")
            : new ShuffleException(ShuffleErrorCode.PartitionNotFound, $"{id} is not on this worker: never written here, not committed, or released.");
    }

    public void Add(StoredAttempt attempt)
    {
        if (!_partitions.TryGetValue(attempt.Id.Partition, out List<StoredAttempt>? attempts))
        {
            _partitions[attempt.Id.Partition] = attempts = [];
        }

        attempts.Add(attempt);
    }

    /// <returns>False if it was not there any more.</returns>
    public bool Remove(StoredAttempt attempt)
    {
        List<StoredAttempt> attempts = AttemptsOf(attempt.Id.Partition);
        bool removed = attempts.Remove(attempt);
        if (removed && attempts.Count == 0)
        {
            _partitions.Remove(attempt.Id.Partition);
        }

        return removed;
    }

    private List<StoredAttempt> AttemptsOf(DataPartitionId partition) => _partitions.GetValueOrDefault(partition) ?? [];
}
