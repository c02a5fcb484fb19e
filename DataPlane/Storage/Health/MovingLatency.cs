namespace ShuffleOrleans.DataPlane.Storage.Health;

/// <summary>How long operations took of late: an average in which each new one counts a sixteenth. Thread-safe.</summary>
internal sealed class MovingLatency
{
    private const int Weight = 16;

    private readonly Lock _lock = new();
    private long _averageTicks;
    private bool _any;

    public void Add(TimeSpan took)
    {
        lock (_lock)
        {
            _averageTicks = _any ? _averageTicks + ((took.Ticks - _averageTicks) / Weight) : took.Ticks;
            _any = true;
        }
    }

    /// <summary>The average since the last call, which begins anew: what was slow long ago says nothing of today. Zero if nothing happened.</summary>
    public TimeSpan Take()
    {
        lock (_lock)
        {
            TimeSpan average = _any ? TimeSpan.FromTicks(_averageTicks) : TimeSpan.Zero;
            _any = false;
            return average;
        }
    }
}
