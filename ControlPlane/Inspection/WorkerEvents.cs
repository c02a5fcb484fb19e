using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Workers;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>What happens to workers, told to people.</summary>
internal static class WorkerEvents
{
    /// <summary>What a fact about a worker tells; null if it is nothing to people.</summary>
    public static ServiceEvent? Of(ControlPlaneFact fact, DateTimeOffset now) => fact switch
    {
        WorkerRegistered f => Of(
            f.Location.Worker,
            EventSeverity.Info,
            ServiceEventKinds.WorkerRegistered,
            $"the worker is at {f.Location.Host}:{f.Location.DataPort} with incarnation {f.Location.Incarnation}",
            now),
        WorkerGone { InOrder: true } f => Of(f.Worker, EventSeverity.Info, ServiceEventKinds.WorkerGone, "the worker has left", now),
        WorkerGone f => Of(f.Worker, EventSeverity.Warning, ServiceEventKinds.WorkerGone, "the worker was silent for too long", now),
        WorkerForgotten f => Of(
            f.Worker, EventSeverity.Error, ServiceEventKinds.WorkerForgotten, "the worker did not return in time; what it held is lost", now),
        WorkerExcluded f => Of(
            f.Worker, EventSeverity.Warning, ServiceEventKinds.WorkerExcluded, WithReason("an operator has taken the worker out", f.Reason), now),
        WorkerIncluded f => Of(f.Worker, EventSeverity.Info, ServiceEventKinds.WorkerIncluded, "an operator has taken the worker back in", now),
        _ => null,
    };

    /// <summary>Which of its disks a worker thinks differently of now.</summary>
    /// <param name="worker">The worker, with what it said before.</param>
    /// <param name="load">What it says now.</param>
    /// <param name="now">The time.</param>
    public static IEnumerable<ServiceEvent> OfDisks(WorkerMachine worker, WorkerLoad load, DateTimeOffset now)
    {
        foreach (DiskLoad disk in load.Disks)
        {
            DiskState before = worker.Load?.Disks.FirstOrDefault(known => known.Directory == disk.Directory)?.State ?? DiskState.Healthy;
            if (before != disk.State)
            {
                EventSeverity severity = disk.State switch
                {
                    DiskState.Failed => EventSeverity.Error,
                    DiskState.Healthy => EventSeverity.Info,
                    _ => EventSeverity.Warning,
                };
                string text = WithReason($"{disk.Directory} was {before} and is {disk.State}", disk.Reason);
                yield return Of(worker.Id, severity, ServiceEventKinds.DiskStateChanged, text, now);
            }
        }
    }

    /// <summary>A worker found stored bytes damaged or gone.</summary>
    public static ServiceEvent OfDamage(WorkerId worker, PartitionChange change, DateTimeOffset now)
    {
        string reason = change.Reason.Length > 0 ? change.Reason : "the stored bytes are damaged or gone";
        return FactEvents.OfAttempt(change.Attempt, worker, EventSeverity.Error, ServiceEventKinds.VerificationFailed, reason, now);
    }

    private static ServiceEvent Of(WorkerId worker, EventSeverity severity, string kind, string text, DateTimeOffset at)
        => new(0, at, severity, kind, text, null, null, null, null, null, worker);

    private static string WithReason(string text, string reason) => reason.Length > 0 ? $"{text}: {reason}" : text;
}
