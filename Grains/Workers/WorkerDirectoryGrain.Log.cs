using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Grains.Workers;

internal sealed partial class WorkerDirectoryGrain
{
    [LoggerMessage(3111, LogLevel.Warning, "The silos of the workers could not all be checked. Trying again.", EventName = "SiloCheckFailed")]
    private partial void LogCheckFailed(Exception error);

    [LoggerMessage(
        3112,
        LogLevel.Warning,
        "Not all workers have said how they are; those take no partitions until they do. Trying again.",
        EventName = "WorkersNotDescribed")]
    private partial void LogNotDescribed(Exception error);
}
