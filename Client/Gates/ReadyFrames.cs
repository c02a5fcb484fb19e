using System.Threading.Channels;
using ShuffleOrleans.Client.Api;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// Verified frames of one gate on their way from the receive loops, which add, to the task, which polls. Bounded by the gate's memory, since each frame holds
/// some of it. Ends with everything delivered or with an error, and gives back what nobody polled.
/// </summary>
internal sealed class ReadyFrames : IDisposable
{
    private readonly Channel<ReceivedFrame> _frames = Channel.CreateUnbounded<ReceivedFrame>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Queue<BufferOrEvent> _unpacked = new();

    /// <summary>Adds a frame; takes over its memory. From any thread.</summary>
    public void Add(in ReceivedFrame frame)
    {
        if (!_frames.Writer.TryWrite(frame))
        {
            frame.Release();
        }
    }

    /// <summary>Nothing more comes. The first end counts. From any thread.</summary>
    /// <param name="error">What the task gets when it has polled the rest; null if that was all.</param>
    public void End(Exception? error = null) => _frames.Writer.TryComplete(error);

    /// <summary>Waits until there is something to poll.</summary>
    /// <returns>False at the end.</returns>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) =>
        _unpacked.Count > 0 ? ValueTask.FromResult(true) : _frames.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Takes the next buffer if one is there.</summary>
    public bool TryPoll(out BufferOrEvent next)
    {
        while (_unpacked.Count == 0 && _frames.Reader.TryRead(out ReceivedFrame frame))
        {
            FrameUnpacker.Unpack(frame, _unpacked);
        }

        return _unpacked.TryDequeue(out next);
    }

    /// <summary>Gives the memory of the rest back. After the last frame was added.</summary>
    public void Dispose()
    {
        End();
        while (_frames.Reader.TryRead(out ReceivedFrame frame))
        {
            frame.Release();
        }

        while (_unpacked.TryDequeue(out BufferOrEvent unpacked))
        {
            unpacked.Buffer.Dispose();
        }
    }
}
