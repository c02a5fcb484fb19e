using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Client.Orleans.Hosting;

internal sealed partial class ConnectPatience
{
    [LoggerMessage(EventId = 1, EventName = "ClusterNotReached", Level = LogLevel.Information,
        Message = "The cluster {ClusterId} was not reached and is tried again in {Pause}: {Problem}")]
    private partial void LogNotConnected(string clusterId, TimeSpan pause, string problem);
}
