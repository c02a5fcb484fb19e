using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Client.Orleans.Streams;

internal sealed partial class StreamBell
{
    [LoggerMessage(EventId = 1, EventName = "StreamNotSubscribed", Level = LogLevel.Warning,
        Message = "The stream of {Stream} cannot be listened to for now; its events are asked for at regular times and may be heard later. Said once.")]
    private partial void LogNotSubscribed(Exception error, string stream);

    [LoggerMessage(EventId = 2, EventName = "StreamNotEnded", Level = LogLevel.Information,
        Message = "The subscription to the stream of {Stream} could not be ended; the cluster drops it when it cannot reach this client.")]
    private partial void LogNotEnded(Exception error, string stream);
}
