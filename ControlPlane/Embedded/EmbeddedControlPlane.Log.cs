using Microsoft.Extensions.Logging;
using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Embedded;

public sealed partial class EmbeddedControlPlane
{
    // Jobs and workers come and go at Information; single partitions at Debug.
    private void LogFacts(IReadOnlyList<ControlPlaneFact> facts)
    {
        foreach (ControlPlaneFact fact in facts)
        {
            LogFact(fact);
        }
    }

    private void LogFact(ControlPlaneFact fact)
    {
        switch (fact)
        {
            case JobRegistered f:
                LogJobRegistered(_logger, f.Job, f.Name, f.Instance);
                break;
            case JobEnded { Expired: true } f:
                LogJobExpired(_logger, f.Job);
                break;
            case JobEnded f:
                LogJobEnded(_logger, f.Job);
                break;
            case WorkerRegistered f:
                LogWorkerRegistered(_logger, f.Location.Worker, f.Location.Host, f.Location.DataPort, f.Location.Incarnation);
                break;
            case WorkerGone { InOrder: true } f:
                LogWorkerLeft(_logger, f.Worker, _options.WorkerRecoveryWindow);
                break;
            case WorkerGone f:
                LogWorkerSilent(_logger, f.Worker, _options.WorkerRecoveryWindow);
                break;
            case WorkerForgotten f:
                LogWorkerForgotten(_logger, f.Worker);
                break;
            case AttemptLost f:
                LogAttemptLost(_logger, f.Attempt, f.Reason);
                break;
            case OrphansFound f:
                LogOrphansFound(_logger, f.Worker, f.Partitions.Count, f.Job, _options.UnknownJobGrace);
                break;
        }
    }

    [LoggerMessage(
        EventId = 1,
        EventName = "Started",
        Level = LogLevel.Information,
        Message = "The embedded control plane has started (journal: {Journal}) with {JobCount} jobs and {WorkerCount} workers from before.")]
    private static partial void LogStarted(ILogger logger, string journal, int jobCount, int workerCount);

    [LoggerMessage(
        EventId = 2,
        EventName = "JobRegistered",
        Level = LogLevel.Information,
        Message = "Job {Job} '{Name}' is registered with instance {Instance}.")]
    private static partial void LogJobRegistered(ILogger logger, JobId job, string name, JobInstanceId instance);

    [LoggerMessage(EventId = 3, EventName = "JobEnded", Level = LogLevel.Information, Message = "Job {Job} has ended; its data is released.")]
    private static partial void LogJobEnded(ILogger logger, JobId job);

    [LoggerMessage(
        EventId = 4,
        EventName = "JobExpired",
        Level = LogLevel.Warning,
        Message = "Job {Job} was silent for too long and has expired; its data is released.")]
    private static partial void LogJobExpired(ILogger logger, JobId job);

    [LoggerMessage(
        EventId = 5,
        EventName = "WorkerRegistered",
        Level = LogLevel.Information,
        Message = "Worker {Worker} is registered at {Host}:{DataPort} with incarnation {Incarnation}.")]
    private static partial void LogWorkerRegistered(ILogger logger, WorkerId worker, string host, int dataPort, WorkerIncarnationId incarnation);

    [LoggerMessage(
        EventId = 6,
        EventName = "WorkerLeft",
        Level = LogLevel.Information,
        Message = "Worker {Worker} has left. Its committed data may return within {RecoveryWindow}.")]
    private static partial void LogWorkerLeft(ILogger logger, WorkerId worker, TimeSpan recoveryWindow);

    [LoggerMessage(
        EventId = 7,
        EventName = "WorkerSilent",
        Level = LogLevel.Warning,
        Message = "Worker {Worker} was silent for too long. Its committed data may return within {RecoveryWindow}.")]
    private static partial void LogWorkerSilent(ILogger logger, WorkerId worker, TimeSpan recoveryWindow);

    [LoggerMessage(
        EventId = 8,
        EventName = "WorkerForgotten",
        Level = LogLevel.Warning,
        Message = "Worker {Worker} did not return within its recovery window; what it held is lost.")]
    private static partial void LogWorkerForgotten(ILogger logger, WorkerId worker);

    [LoggerMessage(EventId = 9, EventName = "AttemptLost", Level = LogLevel.Debug, Message = "{Attempt} is lost: {Reason}.")]
    private static partial void LogAttemptLost(ILogger logger, PartitionAttemptId attempt, string reason);

    [LoggerMessage(
        EventId = 10,
        EventName = "OrphansFound",
        Level = LogLevel.Information,
        Message = "Worker {Worker} holds {Count} partitions of job {Job}, which is not registered. They are kept for {Grace}, in case it registers again.")]
    private static partial void LogOrphansFound(ILogger logger, WorkerId worker, int count, JobId job, TimeSpan grace);

    [LoggerMessage(EventId = 11, EventName = "SweepRefused", Level = LogLevel.Debug, Message = "Nothing was expired: {Why}")]
    private static partial void LogSweepRefused(ILogger logger, string why);

    [LoggerMessage(EventId = 12, EventName = "SweepFailed", Level = LogLevel.Critical, Message = "Expiring silent jobs and workers failed: a bug.")]
    private static partial void LogSweepFailed(ILogger logger, Exception reason);
}
