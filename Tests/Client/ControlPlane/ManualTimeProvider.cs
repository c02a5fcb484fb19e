namespace ShuffleOrleans.Tests.Client.ControlPlane;

/// <summary>A clock that stands still until the test moves it. Timers fire inside <see cref="Advance"/>, in order of their due times.</summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(TimeSpan Delay, TaskCompletionSource Armed)> _waiting = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes once some timer is due in exactly <paramref name="delay"/> from now: the code under test waits.</summary>
    public Task WhenArmedAsync(TimeSpan delay)
    {
        lock (_lock)
        {
            if (_timers.Exists(timer => timer.DueAt == _now + delay))
            {
                return Task.CompletedTask;
            }

            var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((delay, armed));
            return armed.Task.WaitAsync(Patience.Limit);
        }
    }

    /// <summary>Waits for a timer of exactly this delay, then moves the clock to it.</summary>
    public async Task PassAsync(TimeSpan delay)
    {
        await WhenArmedAsync(delay);
        Advance(delay);
    }

    public void Advance(TimeSpan step)
    {
        DateTimeOffset end = GetUtcNow() + step;
        while (NextDue(end) is { } timer)
        {
            timer.Fire();
        }

        lock (_lock)
        {
            _now = end;
        }
    }

    private ManualTimer? NextDue(DateTimeOffset end)
    {
        lock (_lock)
        {
            ManualTimer? next = _timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt);
            if (next is not null)
            {
                _now = next.DueAt;
                next.Rearm();
            }

            return next;
        }
    }

    private void Arm(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            timer.DueAt = _now + dueTime;
            timer.Period = period;
            _timers.Add(timer);
            foreach ((_, TaskCompletionSource armed) in _waiting.Where(waiting => waiting.Delay == dueTime))
            {
                armed.TrySetResult();
            }

            _waiting.RemoveAll(waiting => waiting.Delay == dueTime);
        }
    }

    private void Disarm(ManualTimer timer) => Arm(timer, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset DueAt { get; set; }

        public TimeSpan Period { get; set; }

        public void Fire() => callback(state);

        public void Rearm() => owner.Arm(this, Period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : Period, Period);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            owner.Arm(this, dueTime, period);
            return true;
        }

        public void Dispose() => owner.Disarm(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
