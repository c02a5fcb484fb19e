namespace ShuffleOrleans.Silo.Worker;

internal sealed partial class SteadyListener
{
    [LoggerMessage(1, LogLevel.Warning, "A connection could not be accepted", EventName = "AcceptFailed")]
    private partial void LogAcceptFailed(Exception error);
}
