using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Metrics;
using ShuffleOrleans.DataPlane.Connections;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// Verified frames of one gate on their way from the receive loops, which add, to the task, which polls. Bounded by the gate's memory, since each frame holds
/// some of it. Ends with everything delivered or with an error, and gives back what nobody polled.
/// </summary>
/// <param name="metrics">Counts what is decompressed.</param>
internal sealed class ReadyFrames(ClientMetrics metrics) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<ReceivedFrame> _frames = new();
    private readonly Queue<BufferOrEvent> _unpacked = new();
    private readonly NetworkBuffers _buffers = new(metrics);
    private readonly Wait _added = new();
    private Exception? _error;
    private bool _ended;

    /// <summary>Adds a frame; takes over its memory. From any thread, which calls <see cref="Wake"/> when it has no more for the moment.</summary>
    public void Add(in ReceivedFrame frame)
    {
        lock (_lock)
        {
            if (_ended)
            {
                frame.Release();
                return;
            }

            _frames.Enqueue(frame);
        }
    }

    /// <summary>Wakes the task if it waits and something was added. From any thread.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            if (_frames.Count == 0)
            {
                return;
            }
        }

        _added.End();
    }

    /// <summary>Nothing more comes. The first end counts. From any thread.</summary>
    /// <param name="error">What the task gets when it has polled the rest; null if that was all.</param>
    public void End(Exception? error = null)
    {
        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
            _error = error;
        }

        _added.End();
    }

    /// <summary>Waits until there is something to poll. Called by the task, one at a time.</summary>
    /// <returns>False at the end.</returns>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (_unpacked.Count > 0)
        {
            return ValueTask.FromResult(true);
        }

        ValueTask added;
        lock (_lock)
        {
            if (_frames.Count > 0 || _ended)
            {
                return ValueTask.FromResult(HasFrame());
            }

            added = _added.BeginAsync(cancellationToken);
        }

        return WaitForFrameAsync(added);
    }

    /// <summary>Takes the next buffer if one is there.</summary>
    public bool TryPoll(out BufferOrEvent next)
    {
        while (_unpacked.Count == 0 && TryTake(out ReceivedFrame frame))
        {
            FrameUnpacker.Unpack(frame, _buffers, _unpacked);
        }

        return _unpacked.TryDequeue(out next);
    }

    /// <summary>Gives the memory of the rest back. After the last frame was added.</summary>
    public void Dispose()
    {
        End();
        while (TryTake(out ReceivedFrame frame))
        {
            frame.Release();
        }

        while (_unpacked.TryDequeue(out BufferOrEvent unpacked))
        {
            unpacked.Buffer.Dispose();
        }
    }

    private bool TryTake(out ReceivedFrame frame)
    {
        lock (_lock)
        {
            return _frames.TryDequeue(out frame);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> WaitForFrameAsync(ValueTask added)
    {
        await added;
        lock (_lock)
        {
            return HasFrame();
        }
    }

    // Under the lock, when there is a frame or the end.
    private bool HasFrame()
    {
        if (_frames.Count == 0 && _error is not null)
        {
            ExceptionDispatchInfo.Throw(_error);
        }

        return _frames.Count > 0;
    }
}
