using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>
/// How many pieces all readers of reduce partitions may hold in their lists together: the lists are heap, as long as what the readers ask for is finely cut, and
/// a client may ask for it as often as it has channels. Thread-safe. Owned by the store.
/// </summary>
/// <param name="limit">The most pieces.</param>
internal sealed class PieceBudget(long limit)
{
    private long _taken;

    /// <summary>Takes the right to so many pieces; <see cref="Return"/> gives it back.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.TooManyChannels"/>: the readers hold too many now. Nothing was taken.</exception>
    public void Take(long count)
    {
        if (Interlocked.Add(ref _taken, count) > limit)
        {
            Return(count);
            throw new ShuffleException(
                ShuffleErrorCode.TooManyChannels, $"The readers of reduce partitions hold more than {limit} pieces in their lists together: try again.");
        }
    }

    public void Return(long count) => Interlocked.Add(ref _taken, -count);
}
