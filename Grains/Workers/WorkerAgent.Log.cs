using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Grains.Workers;

internal sealed partial class WorkerAgent
{
    [LoggerMessage(
        3121,
        LogLevel.Warning,
        "The directory of workers did not take the news of a dead silo (try {Attempt} of {MaxTries}); it looks for itself as well",
        EventName = "DirectoryNotTold")]
    private partial void LogDirectoryNotTold(int attempt, int maxTries, Exception error);

    [LoggerMessage(3129, LogLevel.Error, "The agent of the worker ended by a bug; dead silos are found by the directory alone", EventName = "WorkerAgentBug")]
    private partial void LogBug(Exception error);
}
