using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>What recovery and scrubber need: partitions as files that nobody reads or writes at the moment.</summary>
internal sealed partial class PartitionStore
{
    /// <summary>Takes in what an earlier process has committed. Before the first channel.</summary>
    /// <returns>The same attempt, if it is known already: then this one is not taken.</returns>
    public StoredAttempt? Adopt(StoredAttempt attempt)
    {
        lock (_lock)
        {
            StoredAttempt? known = _attempts.Find(attempt.Id);
            if (known is null)
            {
                _attempts.Add(attempt);
            }

            return known;
        }
    }

    /// <summary>The same attempt was found twice: forgets this one. Before the first channel.</summary>
    public void Disown(StoredAttempt attempt)
    {
        lock (_lock)
        {
            _attempts.Remove(attempt);
        }
    }

    /// <summary>When a committed attempt was last checked at rest; null if never, or if there is none.</summary>
    public DateTimeOffset? LastCheckOf(PartitionAttemptId id)
    {
        lock (_lock)
        {
            return _attempts.Find(id) is { Receipt: not null } attempt ? attempt.CheckedAt : null;
        }
    }

    /// <summary>Every committed attempt with a file in this directory.</summary>
    public IReadOnlyList<StoredAttempt> CommittedIn(DataDirectory directory)
    {
        lock (_lock)
        {
            return [.. _attempts.All.Where(attempt => attempt.Receipt is not null && attempt.FileBytes > 0 && attempt.Directory == directory)];
        }
    }

    /// <summary>Whether it is still here.</summary>
    public bool Holds(StoredAttempt attempt)
    {
        lock (_lock)
        {
            return _attempts.Find(attempt.Id) == attempt;
        }
    }
}
