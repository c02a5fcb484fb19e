using System.Net;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Local;

public sealed partial class LocalShuffleEnvironment
{
    [LoggerMessage(1611, LogLevel.Information, "Executor {Executor} serves its partitions at {Bound}", EventName = "LocalShuffleStarted")]
    private partial void LogStarted(string executor, IPEndPoint bound);

    [LoggerMessage(1612, LogLevel.Warning, "{Attempt} is lost: {Reason}. Its readers are told to have it produced again.", EventName = "LocalPartitionLost")]
    private partial void LogLost(PartitionAttemptId attempt, string reason);
}
