namespace ShuffleOrleans.Gateway.Metrics;

/// <summary>How many series there may be at once; what is measured beyond that is dropped and counted. Thread-safe.</summary>
/// <param name="limit">The most series.</param>
internal sealed class SeriesBudget(int limit)
{
    private int _used;
    private long _dropped;

    public int Used => Volatile.Read(ref _used);

    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Takes a place for a new series, unless there is none.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _used) <= limit)
        {
            return true;
        }

        Interlocked.Decrement(ref _used);
        return false;
    }

    public void GiveBack() => Interlocked.Decrement(ref _used);

    /// <summary>A measurement has found no place.</summary>
    public void OnDropped() => Interlocked.Increment(ref _dropped);
}
