using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Client.Orleans.Calls;

internal sealed partial class GrainCalls
{
    [LoggerMessage(EventId = 1, EventName = "GrainCallRepeated", Level = LogLevel.Warning,
        Message = "{What} failed {FailureCount} times and is repeated in {Pause}: {Problem}")]
    private partial void LogRepeated(string what, int failureCount, TimeSpan pause, string problem);
}
