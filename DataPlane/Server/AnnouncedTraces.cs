using System.Diagnostics;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// The spans that a client has named for channels it is about to open. Holds a fixed number, the oldest give way: a client that opens nothing costs nothing.
/// Receive loop only.
/// </summary>
internal sealed class AnnouncedTraces
{
    private const int Capacity = 16;

    private readonly Queue<(uint First, int Count, ActivityContext Context)> _announced = new();

    public void Add(uint first, in TraceContextMessage message)
    {
        if (_announced.Count == Capacity)
        {
            _announced.Dequeue();
        }

        _announced.Enqueue((first, message.ChannelCount, message.Context));
    }

    /// <summary>The span of a channel that is opened now; the default if none was named.</summary>
    public ActivityContext Of(uint channel)
    {
        foreach ((uint first, int count, ActivityContext context) in _announced)
        {
            if (channel >= first && channel - first < count)
            {
                return context;
            }
        }

        return default;
    }
}
