namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

/// <summary>Counts what was checked. Written on one I/O thread at a time, read from any.</summary>
internal sealed class ScrubCounters
{
    private long _bytes;
    private long _partitions;
    private long _damaged;
    private long _unreadable;

    public ScrubProgress Progress =>
        new(Volatile.Read(ref _bytes), Volatile.Read(ref _partitions), Volatile.Read(ref _damaged), Volatile.Read(ref _unreadable));

    public void AddBytes(long bytes) => Interlocked.Add(ref _bytes, bytes);

    /// <summary>A check has come to its end. One that was overtaken by a release counts for nothing.</summary>
    public void AddPartition(VerificationOutcome outcome)
    {
        if (outcome == VerificationOutcome.Released)
        {
            return;
        }

        Interlocked.Increment(ref _partitions);
        if (outcome is VerificationOutcome.Damaged or VerificationOutcome.Gone)
        {
            Interlocked.Increment(ref _damaged);
        }
        else if (outcome == VerificationOutcome.Unreadable)
        {
            Interlocked.Increment(ref _unreadable);
        }
    }
}
