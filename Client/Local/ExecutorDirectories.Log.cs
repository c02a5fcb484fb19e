using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Client.Local;

internal sealed partial class ExecutorDirectories
{
    [LoggerMessage(1601, LogLevel.Information, "Removing {Path}, left by an executor that has died", EventName = "AbandonedDirectory")]
    private partial void LogAbandoned(string path);

    [LoggerMessage(
        1602, LogLevel.Warning, "{Path} could not be removed: {Reason}. The next executor to start here tries again.", EventName = "DirectoryNotRemoved")]
    private partial void LogNotRemoved(string path, string reason);
}
