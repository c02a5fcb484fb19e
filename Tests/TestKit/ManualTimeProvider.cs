namespace ShuffleOrleans.Tests.TestKit;

/// <summary>
/// A clock that stands still until a test advances it. Timers fire inside <see cref="Advance"/>, on its thread, in the order in which they are due, each at
/// its own time. One driver: a test advances from one place at a time; timers may be made, changed and disposed from anywhere, also from a firing timer.
/// </summary>
/// <remarks>It never skips a timer and never fires one early; it does not drift, jump back, or fire two timers at once as a real clock may.</remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _armed = [];
    private readonly DateTimeOffset _start;
    private DateTimeOffset _now;
    private bool _isAdvancing;

    public ManualTimeProvider()
        : this(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public ManualTimeProvider(DateTimeOffset start) => _start = _now = start;

    /// <summary>Ticks of 100 ns, as <see cref="GetTimestamp"/> counts them.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait to fire: lets a test wait until the code under test has armed one.</summary>
    public int ArmedTimerCount
    {
        get
        {
            lock (_lock)
            {
                return _armed.Count;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => (GetUtcNow() - _start).Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass, firing what falls due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset target = Begin(by);
        try
        {
            while (TakeDue(target) is { } due)
            {
                due.Fire();
            }
        }
        finally
        {
            lock (_lock)
            {
                _isAdvancing = false;
            }
        }
    }

    internal void Arm(ManualTimer timer, TimeSpan? dueTime)
    {
        lock (_lock)
        {
            _armed.Remove(timer);
            if (dueTime is { } wait)
            {
                timer.Due = _now + wait;
                _armed.Add(timer);
            }
        }
    }

    private DateTimeOffset Begin(TimeSpan by)
    {
        lock (_lock)
        {
            if (_isAdvancing)
            {
                throw new InvalidOperationException("The clock is being advanced already: it has one driver.");
            }

            _isAdvancing = true;
            return _now + by;
        }
    }

    private ManualTimer? TakeDue(DateTimeOffset target)
    {
        lock (_lock)
        {
            // MinBy keeps the first of equals: timers due together fire in the order in which they were armed.
            ManualTimer? next = _armed.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            _now = next is null ? target : next.Due;
            if (next is not null)
            {
                _armed.Remove(next);
                if (next.Period is { } period)
                {
                    next.Due = _now + period;
                    _armed.Add(next);
                }
            }

            return next;
        }
    }
}
