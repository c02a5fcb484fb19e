using Microsoft.Extensions.Logging;
using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.DataPlane.Storage.Directories;

internal sealed partial class DiskHealthCheck
{
    [LoggerMessage(
        1051,
        LogLevel.Error,
        "{Directory} was {Before} and has failed: {Reason}. It takes no new partitions until it passes its checks.",
        EventName = "DiskFailed")]
    private partial void LogFailed(string directory, DiskState before, string reason);

    [LoggerMessage(
        1052, LogLevel.Warning, "{Directory} was {Before} and is slow: {Reason}. It takes new partitions only where no other does.", EventName = "DiskSlow")]
    private partial void LogSlow(string directory, DiskState before, string reason);

    [LoggerMessage(
        1053,
        LogLevel.Warning,
        "{Directory} was {Before} and is excluded: {Reason}. It takes no new partitions until it is included.",
        EventName = "DiskExcluded")]
    private partial void LogExcluded(string directory, DiskState before, string reason);

    [LoggerMessage(1054, LogLevel.Information, "{Directory} was {Before} and is healthy: it takes new partitions", EventName = "DiskHealthy")]
    private partial void LogHealthy(string directory, DiskState before);
}
