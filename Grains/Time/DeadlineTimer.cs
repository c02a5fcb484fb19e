using ShuffleOrleans.ControlPlane.Time;

namespace ShuffleOrleans.Grains.Time;

/// <summary>
/// A grain's one timer for what is due next: it rings at the earliest deadline it was told of, as a turn of the grain, and has then to be told the next one.
/// Deadlines that are put off are not told; it then rings for nothing. Owned by one activation, used in its turns, gone with it.
/// </summary>
/// <param name="grain">The grain.</param>
/// <param name="clock">What time it is.</param>
/// <param name="ring">What the grain does about it.</param>
internal sealed class DeadlineTimer(IGrainBase grain, SteadyClock clock, Func<Task> ring)
{
    // A ring counts as use of the activation: one that waits for a far deadline is not collected as idle, for it would forget the deadline.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private IGrainTimer? _timer;
    private DateTimeOffset _due = DateTimeOffset.MaxValue;

    /// <summary>Rings then, or earlier.</summary>
    public void RingBy(DateTimeOffset deadline)
    {
        TimeSpan sleep = deadline - clock.Now;
        sleep = sleep < LongestSleep ? sleep : LongestSleep;
        if (clock.Now + sleep >= _due)
        {
            return;
        }

        _due = clock.Now + sleep;
        _timer ??= grain.RegisterGrainTimer(
            RingAsync,
            new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        // Whole milliseconds, rounded up: a timer that rings early would find nothing due.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(sleep.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Rings no more until it is told of another deadline.</summary>
    public void Stop()
    {
        _timer?.Dispose();
        _timer = null;
        _due = DateTimeOffset.MaxValue;
    }

    private Task RingAsync()
    {
        _due = DateTimeOffset.MaxValue;
        return ring();
    }
}
