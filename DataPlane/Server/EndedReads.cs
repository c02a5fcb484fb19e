namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// The last reads of a connection that ended with everything sent: a reader may find a frame of them damaged only afterwards, and complain on a channel that is
/// no more. Holds a fixed number, the oldest give way. Thread-safe.
/// </summary>
internal sealed class EndedReads
{
    private const int Capacity = 256;

    private readonly Lock _lock = new();
    private readonly Queue<(uint Channel, IReadRequest Request)> _ended = new();

    public void Add(IReadRequest request)
    {
        lock (_lock)
        {
            if (_ended.Count == Capacity)
            {
                _ended.Dequeue();
            }

            _ended.Enqueue((request.Channel, request));
        }
    }

    /// <summary>What was read on a channel; null if that is not known any more.</summary>
    public IReadRequest? Find(uint channel)
    {
        lock (_lock)
        {
            return _ended.FirstOrDefault(ended => ended.Channel == channel).Request;
        }
    }
}
