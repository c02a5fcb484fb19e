namespace ShuffleOrleans.DataPlane.Storage.Devices;

/// <summary>
/// Counts the files that a worker has open in all of its data directories, and refuses one more than it may, as the system would: nothing is wrong with the
/// disk. Before that it has files closed that are only kept open. Thread-safe.
/// </summary>
/// <param name="limit">The most that may be open.</param>
/// <param name="whole">Counts them too, along with others, and may refuse as well; null if there are no others.</param>
internal sealed class OpenFileLimit(int limit, OpenFileLimit? whole = null)
{
    private int _open;

    public int Limit => limit;

    /// <summary>How many are open now.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Closes a file that nobody uses; false if there is none. Called by whoever opens a file, who may hold locks of his own.</summary>
    public Func<bool>? CloseUnused { get; set; }

    /// <summary>A file is about to be opened; <see cref="Leave"/> follows, once.</summary>
    /// <exception cref="IOException">There are too many: <see cref="DiskFailure.IsTooManyFiles"/>.</exception>
    public void Enter()
    {
        whole?.Enter();
        while (Interlocked.Increment(ref _open) > limit)
        {
            Interlocked.Decrement(ref _open);
            if (!TryCloseUnused())
            {
                whole?.Leave();
                throw DiskFailure.TooManyFiles($"{limit} files of partitions are open, as many as Storage:MaxOpenFiles allows. Try again later, or raise it.");
            }
        }
    }

    /// <summary>Has a file closed that nobody uses; false if there is none.</summary>
    public bool TryCloseUnused() => (CloseUnused is not null && CloseUnused()) || (whole?.TryCloseUnused() ?? false);

    /// <summary>It is closed, or could not be opened.</summary>
    public void Leave()
    {
        Interlocked.Decrement(ref _open);
        whole?.Leave();
    }
}
