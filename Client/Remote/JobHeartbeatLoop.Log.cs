using Microsoft.Extensions.Logging;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Remote;

internal sealed partial class JobHeartbeatLoop
{
    [LoggerMessage(EventId = 1, EventName = "JobHeartbeatFailed", Level = LogLevel.Warning,
        Message = "A heartbeat of job {Job} failed; the job expires if this goes on.")]
    private partial void LogHeartbeatFailed(Exception error, JobId job);
}
