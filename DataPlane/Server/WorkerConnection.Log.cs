using Microsoft.Extensions.Logging;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.DataPlane.Server;

internal sealed partial class WorkerConnection
{
    [LoggerMessage(1201, LogLevel.Information, "Connection {Connection}: channel {Channel} ended with {Code}: {Text}", EventName = "ChannelError")]
    private partial void LogChannelError(string connection, uint channel, ShuffleErrorCode code, string text);

    [LoggerMessage(1202, LogLevel.Warning, "Connection {Connection} of '{Client}' ended with {Code}: {Text}", EventName = "ConnectionBroken")]
    private partial void LogBroken(string connection, string client, ShuffleErrorCode code, string text);

    [LoggerMessage(1203, LogLevel.Debug, "Connection {Connection}: sending ended: {Reason}", EventName = "SendEnded")]
    private partial void LogSendEnded(string connection, string reason);

    [LoggerMessage(1204, LogLevel.Error, "Connection {Connection} ended by a bug", EventName = "ConnectionBug")]
    private partial void LogBug(Exception error, string connection);

    [LoggerMessage(1205, LogLevel.Information, "Connection {Connection} of '{Client}' ended: the worker is stopping", EventName = "ConnectionStopped")]
    private partial void LogStopped(string connection, string client);
}
