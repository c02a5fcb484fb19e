using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Workers;

/// <summary>
/// Committed data on one worker whose job is not registered: perhaps ended while the worker was away, perhaps forgotten by a control plane without a journal.
/// Kept until the job comes back or the grace time of its job has passed. Owned by the worker's state machine.
/// </summary>
internal sealed class OrphanedData
{
    private readonly Dictionary<JobId, Dictionary<PartitionAttemptId, StoredPartition>> _byJob = [];
    // Not durable: after a restart of the control plane everything gets a fresh grace time.
    private readonly Dictionary<JobId, DateTimeOffset> _deadlines = [];

    public IReadOnlyCollection<JobId> Jobs => _byJob.Keys;

    public DateTimeOffset? NextDeadline => _deadlines.Count == 0 ? null : _deadlines.Values.Min();

    public IReadOnlyCollection<StoredPartition> Of(JobId job) => _byJob.TryGetValue(job, out var partitions) ? partitions.Values : [];

    public bool Contains(PartitionAttemptId attempt) => _byJob.TryGetValue(attempt.Partition.Job, out var partitions) && partitions.ContainsKey(attempt);

    /// <summary>Starts the grace time of a job's data, unless it runs already: registering over and over does not prolong it.</summary>
    public void StartGrace(JobId job, DateTimeOffset deadline) => _deadlines.TryAdd(job, deadline);

    public IReadOnlyList<JobId> ExpiredAt(DateTimeOffset now) => [.. _deadlines.Where(entry => entry.Value <= now).Select(entry => entry.Key)];

    public void Apply(OrphansFound found)
    {
        Dictionary<PartitionAttemptId, StoredPartition> partitions = _byJob.TryGetValue(found.Job, out var known) ? known : _byJob[found.Job] = [];
        foreach (StoredPartition stored in found.Partitions)
        {
            partitions[stored.Attempt] = stored;
        }
    }

    public void Remove(PartitionAttemptId attempt)
    {
        JobId job = attempt.Partition.Job;
        if (_byJob.TryGetValue(job, out var partitions) && partitions.Remove(attempt) && partitions.Count == 0)
        {
            _byJob.Remove(job);
            _deadlines.Remove(job);
        }
    }

    public IReadOnlyList<OrphansFound> Describe(WorkerId worker) => [.. _byJob.Select(entry => new OrphansFound(worker, entry.Key, [.. entry.Value.Values]))];
}
