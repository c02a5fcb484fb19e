using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.DataPlane.Storage.InMemory;

internal sealed partial class Spiller
{
    [LoggerMessage(
        1061, LogLevel.Warning, "{Directory}: a partition kept in memory cannot be written to disk: {Reason}. It stays in memory.", EventName = "SpillFailed")]
    private partial void LogSpillFailed(string directory, string reason);

    [LoggerMessage(
        1062, LogLevel.Warning, "The worker stops before {Partitions} partitions kept in memory were written to disk: they are lost.",
        EventName = "KeptPartitionsLost")]
    private partial void LogKeptPartitionsLost(int partitions);
}
