using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Client.ControlPlane;

internal sealed partial class ControlChannel
{
    [LoggerMessage(EventId = 1, EventName = "ControlCallRetried", Level = LogLevel.Warning,
        Message = "{Method} {Path} failed {FailureCount} times and is repeated in {Delay}: {Problem}")]
    private partial void LogRetry(HttpMethod method, string path, int failureCount, TimeSpan delay, string problem);
}
