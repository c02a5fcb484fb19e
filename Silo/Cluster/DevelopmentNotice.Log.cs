namespace ShuffleOrleans.Silo.Cluster;

internal sealed partial class DevelopmentNotice
{
    [LoggerMessage(
        1, LogLevel.Warning, "Membership, jobs, partitions and reminders are in memory: they do not survive this silo. For development only; choose the provider redis or adonet.",
        EventName = "NothingSurvives")]
    private partial void LogNothingSurvives();
}
