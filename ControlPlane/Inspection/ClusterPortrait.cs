using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>Sums up workers and jobs. What only the shell or the node that answers knows is left at its default for them to fill in.</summary>
internal static class ClusterPortrait
{
    public static ClusterSummary Of(IReadOnlyList<WorkerSummary> workers, IReadOnlyCollection<JobSummary> jobs) => new()
    {
        Kind = default,
        Version = "",
        At = default,
        StartedAt = default,
        WorkerCount = workers.Count,
        GoneWorkerCount = workers.Count(worker => worker.State == WorkerState.Gone),
        ExcludedWorkerCount = workers.Count(worker => worker.State == WorkerState.Excluded),
        JobCount = jobs.Count,
        DataSetCount = jobs.Sum(job => job.DataSetCount),
        Attempts = StateTally.Sum(jobs.Select(job => job.Attempts)),
        PayloadBytes = jobs.Sum(job => job.PayloadBytes),
        StoredBytes = workers.Sum(worker => worker.StoredBytes),
        UsableBytes = workers.Sum(worker => worker.UsableBytes),
        MemoryBudgetBytes = workers.Sum(worker => worker.MemoryBudgetBytes),
        MemoryInUseBytes = workers.Sum(worker => worker.MemoryInUseBytes),
        OpenWriteChannels = workers.Sum(worker => worker.OpenWriteChannels),
        OpenReadChannels = workers.Sum(worker => worker.OpenReadChannels),
        ReceivedBytes = 0,
        SentBytes = 0,
        LastEventSequence = 0,
        ChangesEnabled = false,
        Notices = ServiceNotices.Of(workers, jobs),
        Missing = [],
    };
}
