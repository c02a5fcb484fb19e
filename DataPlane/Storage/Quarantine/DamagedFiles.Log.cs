using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.DataPlane.Storage.Quarantine;

internal sealed partial class DamagedFiles
{
    [LoggerMessage(1004, LogLevel.Error, "{Directory}: {File} is damaged and set aside as {Aside}: {Reason}", EventName = "PartitionSetAside")]
    private partial void LogSetAside(string directory, string file, string aside, string reason);

    [LoggerMessage(
        1005, LogLevel.Error, "{Directory}: {File} is damaged and cannot be renamed: {Reason}. It is not offered.", EventName = "PartitionNotSetAside")]
    private partial void LogNotSetAside(string directory, string file, string reason);

    [LoggerMessage(1006, LogLevel.Information, "{Directory}: damaged file {File} is deleted: {Reason}", EventName = "QuarantinedFileDeleted")]
    private partial void LogDeleted(string directory, string file, string reason);

    [LoggerMessage(1007, LogLevel.Error, "{Directory}: damaged file {File} cannot be deleted: {Reason}. Trying again later.", EventName = "QuarantinedFileNotDeleted")]
    private partial void LogNotDeleted(string directory, string file, string reason);
}
