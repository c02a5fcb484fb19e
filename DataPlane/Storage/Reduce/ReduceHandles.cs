using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>
/// Who uses the files of frames, and which of them stay open although nobody does at the moment: one producer follows the other into the same files. The longest
/// unused is closed when there are too many, or when somebody else needs its place among the open files. Thread-safe; its lock is a leaf. Owned by the
/// <see cref="ReduceDataSets"/>.
/// </summary>
/// <param name="maxIdle">The most files that stay open unused.</param>
internal sealed class ReduceHandles(int maxIdle) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<ReduceFile> _idle = new();
    private bool _isClosed;

    /// <summary>One more user: from now on its handle stays.</summary>
    public void Enter(ReduceFile file)
    {
        lock (_lock)
        {
            if (file.Users++ == 0 && file.IdlePlace.List is not null)
            {
                _idle.Remove(file.IdlePlace);
            }
        }
    }

    /// <summary>A user is done.</summary>
    public void Leave(ReduceFile file)
    {
        IStorageFile? closed = null;
        lock (_lock)
        {
            if (--file.Users > 0)
            {
                return;
            }

            if (file.IsDeleted || _isClosed || maxIdle == 0)
            {
                closed = file.TakeHandle();
            }
            else if (file.IsOpen)
            {
                _idle.AddLast(file.IdlePlace);
                closed = _idle.Count > maxIdle ? TakeLongestUnused() : null;
            }
        }

        closed?.Dispose();
    }

    /// <summary>Closes the longest unused one; false if there is none.</summary>
    public bool TryCloseIdle()
    {
        IStorageFile? closed;
        lock (_lock)
        {
            closed = TakeLongestUnused();
        }

        closed?.Dispose();
        return closed is not null;
    }

    /// <summary>It is to be deleted: its users finish.</summary>
    public void Forget(ReduceFile file)
    {
        IStorageFile? closed = null;
        lock (_lock)
        {
            file.IsDeleted = true;
            if (file.IdlePlace.List is not null)
            {
                _idle.Remove(file.IdlePlace);
                closed = file.TakeHandle();
            }
        }

        closed?.Dispose();
    }

    /// <summary>Closes what is idle, and from now on what its last user leaves.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
        }

        while (TryCloseIdle())
        {
            // One after the other.
        }
    }

    // Under the lock.
    private IStorageFile? TakeLongestUnused()
    {
        if (_idle.First is not { } longest)
        {
            return null;
        }

        _idle.RemoveFirst();
        return longest.Value.TakeHandle();
    }
}
