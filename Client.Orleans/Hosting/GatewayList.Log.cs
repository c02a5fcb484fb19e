using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Client.Orleans.Hosting;

internal sealed partial class GatewayList
{
    [LoggerMessage(EventId = 1, EventName = "GatewayHostUnknown", Level = LogLevel.Warning, Message = "The gateway {Host} is left out for now: {Problem}")]
    private partial void LogUnknownHost(string host, string problem);
}
