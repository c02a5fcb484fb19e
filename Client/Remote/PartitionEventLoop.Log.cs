using Microsoft.Extensions.Logging;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Remote;

internal sealed partial class PartitionEventLoop
{
    [LoggerMessage(EventId = 1, EventName = "EventPollFailed", Level = LogLevel.Warning,
        Message = "Asking for the events of job {Job} after {AfterSequence} failed; asking again in {Delay}.")]
    private partial void LogPollFailed(Exception error, JobId job, long afterSequence, TimeSpan delay);

    [LoggerMessage(EventId = 2, EventName = "EventsMissed", Level = LogLevel.Warning,
        Message = "Events of job {Job} after {AfterSequence} are no longer kept; reading all its partitions and going on from {LastSequence}.")]
    private partial void LogEventsMissed(JobId job, long afterSequence, long lastSequence);

    [LoggerMessage(EventId = 3, EventName = "PartitionLost", Level = LogLevel.Warning, Message = "Partition {Attempt} on worker {Worker} is lost: {Reason}")]
    private partial void LogPartitionLost(PartitionAttemptId attempt, WorkerId worker, string reason);
}
