namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>
/// The first so many of a long row, found in one pass and with room for no more than these: a page of a hundred thousand costs no sorting of a hundred
/// thousand. For one thread.
/// </summary>
/// <typeparam name="T">What is compared.</typeparam>
internal sealed class BestOf<T>
{
    private readonly PriorityQueue<T, T> _worstFirst;
    private readonly IComparer<T> _order;
    private readonly int _count;

    /// <param name="count">How many are wanted.</param>
    /// <param name="order">The smaller one comes first. No two may be equal, or which one is kept depends on where it stood.</param>
    public BestOf(int count, IComparer<T> order)
    {
        _count = count;
        _order = order;
        _worstFirst = new PriorityQueue<T, T>(Comparer<T>.Create((x, y) => order.Compare(y, x)));
    }

    public void Offer(T item)
    {
        if (_worstFirst.Count < _count)
        {
            _worstFirst.Enqueue(item, item);
        }
        else if (_count > 0 && _order.Compare(item, _worstFirst.Peek()) < 0)
        {
            _worstFirst.EnqueueDequeue(item, item);
        }
    }

    /// <summary>Takes all out, the best first.</summary>
    public T[] Take()
    {
        T[] best = new T[_worstFirst.Count];
        for (int i = best.Length - 1; i >= 0; i--)
        {
            best[i] = _worstFirst.Dequeue();
        }

        return best;
    }
}
