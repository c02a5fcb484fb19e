namespace ShuffleOrleans.Cli.Events;

/// <summary>How long to wait before the next try: twice as long each time, up to a limit, and not for ever. No clock.</summary>
internal sealed class Backoff
{
    /// <summary>Failures in a row after which nobody is expected to come back: about seven minutes.</summary>
    public const int MostFailures = 20;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private int _failures;

    /// <summary>Something came: the next failure is a first one.</summary>
    public void Succeed() => _failures = 0;

    /// <summary>Counts a failure.</summary>
    /// <returns>How long to wait; null to give up.</returns>
    public TimeSpan? Fail()
    {
        _failures++;
        return _failures > MostFailures ? null : TimeSpan.FromTicks(Math.Min(Longest.Ticks, Shortest.Ticks << Math.Min(_failures - 1, 10)));
    }
}
