using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Client.Orleans.ControlPlane;

public sealed partial class OrleansShuffleControlPlane
{
    [LoggerMessage(EventId = 1, EventName = "StillSubscribed", Level = LogLevel.Information,
        Message = "The subscriptions to streams could not be ended within {Limit}; the cluster drops them when it cannot reach this client.")]
    private partial void LogStillSubscribed(TimeSpan limit);
}
