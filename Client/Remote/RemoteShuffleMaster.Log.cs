using Microsoft.Extensions.Logging;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Remote;

public sealed partial class RemoteShuffleMaster
{
    [LoggerMessage(EventId = 1, EventName = "FatalError", Level = LogLevel.Error, Message = "Job {Job} cannot go on; its JobMaster should end.")]
    private partial void LogFatalError(Exception error, JobId job);
}
