using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>What an operator should look at now, as it follows from what the control plane knows.</summary>
internal static class ServiceNotices
{
    private const int Most = 50;

    /// <summary>The notices, the worst first.</summary>
    public static IReadOnlyList<Notice> Of(IReadOnlyList<WorkerSummary> workers, IEnumerable<JobSummary> jobs)
    {
        IEnumerable<Notice> notices = workers.Any(worker => worker.State == WorkerState.Active)
            ? []
            : [new Notice(EventSeverity.Error, "No worker takes new partitions.", null, null)];
        return
        [
            .. notices.Concat(workers.SelectMany(OfWorker)).Concat(jobs.SelectMany(OfJob)).OrderByDescending(notice => notice.Severity).Take(Most),
        ];
    }

    private static IEnumerable<Notice> OfWorker(WorkerSummary worker)
    {
        string where = $"Worker {worker.Worker} at {worker.Host}:{worker.DataPort}";
        if (worker.State != WorkerState.Active)
        {
            string reason = worker.Reason.Length > 0 ? $": {worker.Reason}" : "";
            string state = worker.State.ToString().ToLowerInvariant();
            yield return new Notice(EventSeverity.Warning, $"{where} is {state}{reason}.", worker.Worker, null);
        }

        foreach (DiskSummary disk in worker.Disks.Where(disk => disk.State != DiskState.Healthy))
        {
            EventSeverity severity = disk.State == DiskState.Failed ? EventSeverity.Error : EventSeverity.Warning;
            string reason = disk.Reason.Length > 0 ? $": {disk.Reason}" : "";
            yield return new Notice(severity, $"{where}: {disk.Directory} is {disk.State.ToString().ToLowerInvariant()}{reason}.", worker.Worker, null);
        }
    }

    private static IEnumerable<Notice> OfJob(JobSummary job)
    {
        if (job.Attempts.Lost > 0)
        {
            string text = $"{job.Attempts.Lost} partition attempts of job '{job.Name}' are lost; their producers have to run again.";
            yield return new Notice(EventSeverity.Error, text, null, job.Job);
        }

        if (job.Attempts.Failed > 0)
        {
            string text = $"{job.Attempts.Failed} partition attempts of job '{job.Name}' failed before their commit.";
            yield return new Notice(EventSeverity.Warning, text, null, job.Job);
        }
    }
}
