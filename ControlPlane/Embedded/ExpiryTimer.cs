using ShuffleOrleans.ControlPlane.Time;

namespace ShuffleOrleans.ControlPlane.Embedded;

/// <summary>
/// One timer for all deadlines of a control plane: it rings at the earliest one it was told of. Heartbeats put deadlines off without telling it; it then
/// rings for nothing and is told the next one. Safe for several threads. Rings outside its lock.
/// </summary>
internal sealed class ExpiryTimer : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly SteadyClock _clock;
    private readonly ITimer _timer;
    private DateTimeOffset _due = DateTimeOffset.MaxValue;

    public ExpiryTimer(TimeProvider timeProvider, SteadyClock clock, Action ring)
    {
        _clock = clock;
        _timer = timeProvider.CreateTimer(
            _ =>
            {
                lock (_lock)
                {
                    _due = DateTimeOffset.MaxValue;
                }

                ring();
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Rings then, or earlier.</summary>
    public void RingBy(DateTimeOffset deadline)
    {
        lock (_lock)
        {
            if (deadline < _due)
            {
                _due = deadline;
                // Whole milliseconds, rounded up: a timer that rings early would find nothing due.
                double milliseconds = Math.Ceiling((deadline - _clock.Now).TotalMilliseconds);
                _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, milliseconds)), Timeout.InfiniteTimeSpan);
            }
        }
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();
}
