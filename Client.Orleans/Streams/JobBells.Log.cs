using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Client.Orleans.Streams;

internal sealed partial class JobBells
{
    [LoggerMessage(EventId = 1, EventName = "SubscriptionLimitReached", Level = LogLevel.Warning,
        Message = "{Limit} jobs are listened to, and no more may be; the events of others are asked for at regular times. Said once.")]
    private partial void LogLimit(int limit);
}
