using System.Net;
using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.DataPlane.Server;

public sealed partial class DataServer
{
    [LoggerMessage(1101, LogLevel.Debug, "Connection {Connection} from {Peer}", EventName = "ConnectionAccepted")]
    private partial void LogAccepted(string connection, EndPoint? peer);
}
