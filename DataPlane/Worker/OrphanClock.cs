using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>
/// Which stored partitions nobody has claimed for too long: time counts for each of them from when it was first seen here while no control plane was heard, so
/// that what was stored yesterday does not end with what is a week old. Each word of the control plane begins the count anew. No clock, no I/O; thread-safe.
/// </summary>
internal sealed class OrphanClock(TimeSpan timeToLive)
{
    private readonly Lock _lock = new();
    private Dictionary<PartitionAttemptId, DateTimeOffset> _unclaimed = [];

    /// <summary>The control plane has answered: it knows the worker, and orders what it wants released.</summary>
    public void OnHeard()
    {
        lock (_lock)
        {
            _unclaimed.Clear();
        }
    }

    /// <summary>Looks at everything that is stored now.</summary>
    /// <returns>What is over.</returns>
    public IReadOnlyList<PartitionAttemptId> Look(IEnumerable<PartitionAttemptId> stored, DateTimeOffset now)
    {
        lock (_lock)
        {
            // What is not stored any more is forgotten.
            _unclaimed = stored.ToDictionary(attempt => attempt, attempt => _unclaimed.GetValueOrDefault(attempt, now));
            return [.. _unclaimed.Where(unclaimed => now - unclaimed.Value >= timeToLive).Select(unclaimed => unclaimed.Key)];
        }
    }
}
