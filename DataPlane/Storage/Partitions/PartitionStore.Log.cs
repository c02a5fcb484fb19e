using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

internal sealed partial class PartitionStore
{
    [LoggerMessage(1001, LogLevel.Error, "{Directory}: {File} cannot be read: {Reason}", EventName = "PartitionUnreadable")]
    private partial void LogUnreadable(string directory, string file, string reason);

    [LoggerMessage(1002, LogLevel.Error, "{Directory}: {File} cannot be deleted: {Reason}. The next start tries again.", EventName = "PartitionNotDeleted")]
    private partial void LogNotDeleted(string directory, string file, string reason);

    [LoggerMessage(1003, LogLevel.Information, "{Directory}: recovered {Partitions} partitions, removed {Partials} partial files, set {Corrupt} damaged files aside", EventName = "StorageRecovered")]
    private partial void LogRecovered(string directory, int partitions, int partials, int corrupt);

    [LoggerMessage(1004, LogLevel.Error, "{Directory}: {File} is damaged and set aside as {Aside}: {Reason}", EventName = "PartitionSetAside")]
    private partial void LogSetAside(string directory, string file, string aside, string reason);

    [LoggerMessage(
        1005, LogLevel.Error, "{Directory}: {File} is damaged and cannot be renamed: {Reason}. It is not offered.", EventName = "PartitionNotSetAside")]
    private partial void LogNotSetAside(string directory, string file, string reason);
}
