using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.DataPlane.Storage.Recovery;

internal sealed partial class StorageRecovery
{
    private void Log(DirectoryRecovery directory)
    {
        foreach (RecoveredFile file in directory.Files)
        {
            LogFile(file.Outcome == RecoveryOutcome.Foreign ? LogLevel.Information : LogLevel.Warning, directory.Directory, file.Name, file.Outcome, file.Reason);
        }

        if (directory.Failure is not null)
        {
            LogFailure(directory.Directory, directory.Failure);
        }

        if (directory.Counts.Count > 0)
        {
            LogRecovered(
                directory.Directory,
                directory.Count(RecoveryOutcome.Recovered),
                directory.RecoveredBytes,
                directory.Count(RecoveryOutcome.PartialRemoved),
                string.Join(", ", directory.Counts.Where(count => count.Key is not (RecoveryOutcome.Recovered or RecoveryOutcome.PartialRemoved))
                    .Select(count => $"{count.Value} {count.Key}")),
                directory.Duration.TotalMilliseconds);
        }
    }

    [LoggerMessage(
        1003,
        LogLevel.Information,
        "{Directory}: recovered {Partitions} partitions of {Bytes} bytes, removed {Partials} partial files, others: {Others}, in {Milliseconds:0} ms",
        EventName = "StorageRecovered")]
    private partial void LogRecovered(string directory, int partitions, long bytes, int partials, string others, double milliseconds);

    [LoggerMessage(EventId = 1008, EventName = "FileNotRecovered", Message = "{Directory}: {File} is {Outcome}: {Reason}")]
    private partial void LogFile(LogLevel level, string directory, string file, RecoveryOutcome outcome, string reason);

    [LoggerMessage(
        1009, LogLevel.Error, "{Directory} could not be looked through to the end: {Reason}. It takes no new partitions.", EventName = "DirectoryNotRecovered")]
    private partial void LogFailure(string directory, string reason);
}
