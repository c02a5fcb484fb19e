using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Partitions;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>What a fact tells people. The log gives it its number.</summary>
internal static class FactEvents
{
    /// <param name="fact">The fact.</param>
    /// <param name="record">The attempt after it; null if there is none any more, or if the fact is of none.</param>
    /// <param name="now">The time.</param>
    public static ServiceEvent? Of(ControlPlaneFact fact, AttemptRecord? record, DateTimeOffset now) => fact switch
    {
        JobRegistered { Takeovers: > 0 } f
            => OfJob(f.Job, EventSeverity.Warning, ServiceEventKinds.JobTakenOver, $"another process speaks for job '{f.Name}'", now),
        JobRegistered f => OfJob(f.Job, EventSeverity.Info, ServiceEventKinds.JobRegistered, $"job '{f.Name}' is registered", now),
        JobEnded { Expired: true } f
            => OfJob(f.Job, EventSeverity.Warning, ServiceEventKinds.JobExpired, "the job was silent for too long; its data is released", now),
        JobEnded f => OfJob(f.Job, EventSeverity.Info, ServiceEventKinds.JobEnded, "the job has ended; its data is released", now),
        ShareReleased f when record is null => OfAttempt(
            f.Attempt, f.Worker, EventSeverity.Info, ServiceEventKinds.PartitionReleased, "nothing of it is left on any worker", now),
        AttemptFact f when record is not null && PartitionNews.Of(f, record) is { } news => OfNews(news),
        _ => WorkerEvents.Of(fact, now),
    };

    /// <summary>An event about an attempt.</summary>
    public static ServiceEvent OfAttempt(
        PartitionAttemptId attempt, WorkerId worker, EventSeverity severity, string kind, string text, DateTimeOffset at) => new(
        0,
        at,
        severity,
        kind,
        text,
        attempt.Partition.Job,
        attempt.Partition.DataSet,
        attempt.Partition.PartitionIndex,
        attempt.Attempt,
        attempt.Epoch,
        worker);

    private static ServiceEvent OfJob(JobId job, EventSeverity severity, string kind, string text, DateTimeOffset at)
        => new(0, at, severity, kind, text, job, null, null, null, null, null);

    private static ServiceEvent OfNews(PartitionNews news)
    {
        (EventSeverity severity, string kind) = news.Kind switch
        {
            PartitionEventKind.Lost => (EventSeverity.Error, ServiceEventKinds.PartitionLost),
            PartitionEventKind.Failed => (EventSeverity.Warning, ServiceEventKinds.PartitionFailed),
            PartitionEventKind.Relocated => (EventSeverity.Info, ServiceEventKinds.PartitionRelocated),
            _ => (EventSeverity.Info, ServiceEventKinds.PartitionCommitted),
        };
        return OfAttempt(news.Attempt, news.Worker, severity, kind, news.Reason, news.At);
    }
}
