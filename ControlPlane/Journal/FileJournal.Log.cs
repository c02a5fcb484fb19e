using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.ControlPlane.Journal;

internal sealed partial class FileJournal
{
    [LoggerMessage(
        EventId = 1,
        EventName = "TornTail",
        Level = LogLevel.Warning,
        Message = "The journal {Directory}/{File} ended in a record that was never completed: its last {TornBytes} bytes, from byte {Offset}, were cut off. "
            + "A power failure does this and loses no answered call.")]
    private static partial void LogTornTail(ILogger logger, string directory, string file, long offset, long tornBytes);

    [LoggerMessage(
        EventId = 2,
        EventName = "BegunAnew",
        Level = LogLevel.Information,
        Message = "The journal in {Directory} was begun anew with a state of {Bytes} bytes.")]
    private static partial void LogBegunAnew(ILogger logger, string directory, long bytes);

    [LoggerMessage(
        EventId = 3,
        EventName = "Failed",
        Level = LogLevel.Critical,
        Message = "The journal in {Directory} cannot be written. The control plane takes no more requests.")]
    private static partial void LogFailed(ILogger logger, string directory, Exception reason);
}
