using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Transport;

namespace ShuffleOrleans.Client.Writers;

/// <summary>
/// Sealed frames of one write channel on their way out: a queue, and the body of the data message that is being sent now. The queue is guarded by its channel's
/// lock; the body belongs to the send loop from <see cref="TakeBody"/> to <see cref="ReturnBody"/>. Every chunk goes back to the pool.
/// </summary>
/// <param name="pool">Where the chunks come from.</param>
internal sealed class OutgoingFrames(ChunkPool pool)
{
    // One data message carries at most so much, and a turn of the send loop one data message.
    private const int MaxBodyBytes = 1024 * 1024;
    private const int MaxFramesPerBody = LinuxSockets.MaxSegments - 1;

    private readonly Queue<Chunk> _queue = new();
    private readonly BufferSegment[] _body = new BufferSegment[MaxFramesPerBody];
    private Chunk? _sending;
    private int _sendingCount;

    /// <summary>Bytes of the queued frames, headers included.</summary>
    public long QueuedBytes { get; private set; }

    /// <summary>Whether nothing is queued.</summary>
    public bool IsEmpty => _queue.Count == 0;

    /// <summary>Whether what is queued fills a data message.</summary>
    public bool FillsBody => QueuedBytes >= MaxBodyBytes;

    /// <summary>The frames that are being sent.</summary>
    public ReadOnlyMemory<BufferSegment> Body => _body.AsMemory(0, _sendingCount);

    public void Enqueue(Chunk chunk)
    {
        _queue.Enqueue(chunk);
        QueuedBytes += chunk.FrameLength;
    }

    /// <summary>Whether there is a frame to send and the credit for it.</summary>
    public bool CanSend(in SendCredit credit) => _queue.TryPeek(out Chunk? next) && next.FrameLength <= credit.Available;

    /// <summary>Takes as many frames off the queue as credit and one data message allow.</summary>
    /// <returns>The body's length in bytes; 0 if not one frame may go.</returns>
    public int TakeBody(ref SendCredit credit)
    {
        int length = 0;
        while (_sendingCount < MaxFramesPerBody && _queue.TryPeek(out Chunk? chunk)
            && length + chunk.FrameLength <= MaxBodyBytes && credit.TryConsume(chunk.FrameLength))
        {
            _queue.Dequeue();
            chunk.Next = _sending;
            _sending = chunk;
            _body[_sendingCount++] = chunk.Frame;
            length += chunk.FrameLength;
        }

        QueuedBytes -= length;
        return length;
    }

    /// <summary>The body was sent, or never will be.</summary>
    public void ReturnBody()
    {
        if (_sending is Chunk sent)
        {
            _sending = null;
            _sendingCount = 0;
            pool.Return(sent);
        }
    }

    /// <summary>Nothing of the queue will be sent.</summary>
    public void ReturnQueued()
    {
        while (_queue.TryDequeue(out Chunk? chunk))
        {
            pool.Return(chunk);
        }

        QueuedBytes = 0;
    }
}
