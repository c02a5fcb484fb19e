namespace ShuffleOrleans.Tests.TestKit;

/// <summary>A timer of a <see cref="ManualTimeProvider"/>, which fires it.</summary>
internal sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    private bool _disposed;

    /// <summary>When it fires next; changed only under the clock's lock.</summary>
    public DateTimeOffset Due { get; set; }

    /// <summary>How long after that again; null for never.</summary>
    public TimeSpan? Period { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
        {
            return false;
        }

        Period = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : period;
        clock.Arm(this, dueTime == Timeout.InfiniteTimeSpan ? null : dueTime);
        return true;
    }

    public void Fire() => callback(state);

    public void Dispose()
    {
        _disposed = true;
        clock.Arm(this, null);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
