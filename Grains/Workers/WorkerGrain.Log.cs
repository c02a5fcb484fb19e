using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Grains.Workers;

internal sealed partial class WorkerGrain
{
    [LoggerMessage(
        3101,
        LogLevel.Information,
        "Worker {Worker} process {Incarnation} of silo {Silo} is registered with {Partitions} partitions",
        EventName = "WorkerRegistered")]
    private partial void LogRegistered(WorkerId worker, WorkerIncarnationId incarnation, SiloAddress silo, int partitions);

    // A goodbye is an expected end, a death is not.
    [LoggerMessage(EventId = 3102, Message = "Worker {Worker} of silo {Silo} is gone (in order: {InOrder}); its recovery window runs", EventName = "WorkerGone")]
    private partial void LogGone(LogLevel level, WorkerId worker, SiloAddress silo, bool inOrder);

    [LoggerMessage(3103, LogLevel.Warning, "Worker {Worker} did not return within its recovery window and is forgotten", EventName = "WorkerForgotten")]
    private partial void LogForgotten(WorkerId worker);

    [LoggerMessage(3104, LogLevel.Warning, "A deadline of worker {Worker} could not be acted upon. Trying again.", EventName = "WorkerDeadlineFailed")]
    private partial void LogCheckFailed(WorkerId worker, Exception error);
}
