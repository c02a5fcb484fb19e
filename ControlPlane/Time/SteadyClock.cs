namespace ShuffleOrleans.ControlPlane.Time;

/// <summary>The time of day at the start plus the time passed since. When somebody sets the machine's clock, no job and no worker expires by it.</summary>
internal sealed class SteadyClock(TimeProvider timeProvider)
{
    private readonly DateTimeOffset _start = timeProvider.GetUtcNow();
    private readonly long _startTimestamp = timeProvider.GetTimestamp();

    public DateTimeOffset Now => _start + timeProvider.GetElapsedTime(_startTimestamp);
}
