using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Grains.Jobs;

internal sealed partial class JobGrain
{
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
        EventId = 13,
        EventName = "EndNotCarriedOut",
        Level = LogLevel.Warning,
        Message = "Job {Job} has ended, but not all of its partitions could be told; that is tried again in {Pause}.")]
    private static partial void LogEndNotCarriedOut(ILogger logger, JobId job, TimeSpan pause, Exception reason);

    [LoggerMessage(EventId = 14, EventName = "CheckFailed", Level = LogLevel.Warning, Message = "Job {Job} could not be checked; that is tried again in {Pause}.")]
    private static partial void LogCheckFailed(ILogger logger, JobId job, TimeSpan pause, Exception reason);
}
