using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

internal sealed partial class PartitionStore
{
    [LoggerMessage(1002, LogLevel.Error, "{Directory}: {File} cannot be deleted: {Reason}. The next start tries again.", EventName = "PartitionNotDeleted")]
    private partial void LogNotDeleted(string directory, string file, string reason);

    [LoggerMessage(1010, LogLevel.Error, "{Directory}: {File}, which holds frames of several producers, is damaged or gone: {Reason}", EventName = "ReduceFileDamaged")]
    private partial void LogReduceFileDamaged(string directory, string file, string reason);
}
