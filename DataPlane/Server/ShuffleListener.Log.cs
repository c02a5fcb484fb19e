using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.DataPlane.Server;

public sealed partial class ShuffleListener
{
    [LoggerMessage(1301, LogLevel.Warning, "A connection could not be accepted", EventName = "AcceptFailed")]
    private partial void LogAcceptFailed(Exception error);

    [LoggerMessage(1302, LogLevel.Error, "Connection {Connection} ended by a bug", EventName = "ServeFailed")]
    private partial void LogServeFailed(Exception error, string connection);
}
