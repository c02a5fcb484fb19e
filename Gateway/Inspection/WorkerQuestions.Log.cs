using Microsoft.Extensions.Logging;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Gateway.Inspection;

internal sealed partial class WorkerQuestions
{
    [LoggerMessage(EventId = 1, EventName = "WorkerFailed", Level = LogLevel.Error, Message = "Asking worker {Worker} for its inside failed: a bug.")]
    private partial void LogFailed(Exception error, WorkerId worker);
}
