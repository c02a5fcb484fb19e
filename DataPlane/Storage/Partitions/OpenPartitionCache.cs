namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>
/// The open files and indexes of committed partitions: shared by their readers, and kept for a while after the last one, since many consumers come to the same
/// partition one after the other. The longest unused one is closed when
/// there are too many. Thread-safe. Owned by the store.
/// </summary>
internal sealed class OpenPartitionCache : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<OpenPartition> _idle = new();
    private readonly int _maxIdle;

    public OpenPartitionCache(int maxIdle) => _maxIdle = maxIdle;

    /// <summary>One more reader of a partition that is open already; null if it is not.</summary>
    public OpenPartition? TryShare(StoredAttempt attempt)
    {
        lock (_lock)
        {
            return attempt.Open is OpenPartition open ? AddReader(open) : null;
        }
    }

    /// <summary>The first reader of a partition that was just opened. If somebody else was faster, his is shared and this one closed.</summary>
    public OpenPartition Add(OpenPartition opened)
    {
        lock (_lock)
        {
            if (opened.Attempt.Open is OpenPartition faster)
            {
                opened.Close();
                return AddReader(faster);
            }

            // Deleted between the look into the catalog and now: this reader has it to himself.
            opened.Attempt.Open = opened.Attempt.IsForgotten ? null : opened;
            return AddReader(opened);
        }
    }

    /// <summary>A reader is done.</summary>
    public void Return(OpenPartition partition)
    {
        if (partition.IsInMemory)
        {
            // A reader's own. Not under the lock: memory that comes free wakes those who wait for it.
            partition.Close();
            return;
        }

        lock (_lock)
        {
            if (--partition.Readers > 0)
            {
                return;
            }

            if (partition.Attempt.Open != partition)
            {
                // Deleted while it was being read.
                partition.Close();
                return;
            }

            _idle.AddLast(partition.IdlePlace);
            if (_idle.Count > _maxIdle)
            {
                Close(_idle.First!.Value);
            }
        }
    }

    /// <summary>Closes the longest unused one; false if none is idle.</summary>
    public bool TryCloseIdle()
    {
        lock (_lock)
        {
            LinkedListNode<OpenPartition>? longest = _idle.First;
            if (longest is not null)
            {
                Close(longest.Value);
            }

            return longest is not null;
        }
    }

    /// <summary>The attempt's file is to be deleted: readers finish, nobody new begins.</summary>
    public void Forget(StoredAttempt attempt)
    {
        lock (_lock)
        {
            if (attempt.Open is { Readers: 0 } idle)
            {
                Close(idle);
            }

            attempt.Open = null;
            attempt.IsForgotten = true;
        }
    }

    /// <summary>Closes what is idle. After the last reader.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            while (_idle.First is { } first)
            {
                Close(first.Value);
            }
        }
    }

    private OpenPartition AddReader(OpenPartition partition)
    {
        if (partition.Readers++ == 0 && partition.IdlePlace.List is not null)
        {
            _idle.Remove(partition.IdlePlace);
        }

        return partition;
    }

    private void Close(OpenPartition idle)
    {
        _idle.Remove(idle.IdlePlace);
        idle.Attempt.Open = null;
        idle.Close();
    }
}
