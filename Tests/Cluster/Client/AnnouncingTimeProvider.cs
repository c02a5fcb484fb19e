using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.Cluster.Client;

/// <summary>A clock that stands still until it is advanced, and tells when a wait of a certain length begins, so that no test advances too early.</summary>
internal sealed class AnnouncingTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly List<TimeSpan> _armed = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    public override long GetTimestamp() => _clock.GetTimestamp();

    public void Advance(TimeSpan by) => _clock.Advance(by);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = _clock.CreateTimer(callback, state, dueTime, period);
        lock (_lock)
        {
            _armed.Add(dueTime);
            _changed.SetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return timer;
    }

    /// <summary>Waits until a wait of this length has begun. Each wait is used once.</summary>
    public async Task BegunAsync(TimeSpan wait)
    {
        while (TryTake(wait) is { } changed)
        {
            await changed.WaitAsync(Patience.Limit);
        }
    }

    /// <summary>Waits until a wait of this length has begun, then lets it pass.</summary>
    public async Task PassAsync(TimeSpan wait)
    {
        await BegunAsync(wait);
        Advance(wait);
    }

    private Task? TryTake(TimeSpan wait)
    {
        lock (_lock)
        {
            return _armed.Remove(wait) ? null : _changed.Task;
        }
    }
}
