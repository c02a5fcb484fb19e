namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>A contribution that is being written, as those see it who would commit together with it. Owned by its writer.</summary>
/// <param name="clock">Null if nobody ever waits for it.</param>
internal sealed class CommitGroupMember(TimeProvider? clock)
{
    // Opening counts: the first bytes are on their way.
    private long _written = clock?.GetTimestamp() ?? 0;

    /// <summary>It has got bytes. An I/O thread's.</summary>
    public void OnWritten() => Volatile.Write(ref _written, clock?.GetTimestamp() ?? 0);

    /// <summary>Whether it has got bytes a moment ago, so that it may soon be finished.</summary>
    public bool HasWrittenWithin(TimeSpan time) => clock is not null && clock.GetElapsedTime(Volatile.Read(ref _written)) < time;
}
