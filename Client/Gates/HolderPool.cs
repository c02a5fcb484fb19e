namespace ShuffleOrleans.Client.Gates;

/// <summary>Holders of one kind that are free to be used again. Thread-safe: the task takes, whoever gives a buffer back returns. Owns nothing but objects.</summary>
internal sealed class HolderPool<THolder>
    where THolder : BufferHolder
{
    // A task that holds more buffers than this at once makes some garbage when it gives them back.
    private const int MaxFree = 1024;

    private readonly Lock _lock = new();
    private readonly Stack<THolder> _free = new();

    /// <summary>Takes a free holder.</summary>
    /// <returns>Null if there is none: make one.</returns>
    public THolder? TryTake()
    {
        lock (_lock)
        {
            return _free.TryPop(out THolder? holder) ? holder : null;
        }
    }

    /// <summary>Its use has ended.</summary>
    public void Return(THolder holder)
    {
        lock (_lock)
        {
            if (_free.Count < MaxFree)
            {
                _free.Push(holder);
            }
        }
    }
}
