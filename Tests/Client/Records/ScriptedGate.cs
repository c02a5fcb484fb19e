using ShuffleOrleans.Client.Api;

namespace ShuffleOrleans.Tests.Client.Records;

/// <summary>
/// Gives prepared buffers, one for each wait. Each buffer's bytes are overwritten when it is disposed, so that late use shows. Injects no faults.
/// </summary>
public sealed class ScriptedGate : IInputGate
{
    private readonly Queue<(int Channel, int Subpartition, byte[] Bytes, bool IsEvent)> _script = [];
    private BufferOrEvent? _next;

    public int OpenBufferCount { get; private set; }

    public int ChannelCount => 4;

    public bool IsFinished => _script.Count == 0 && _next is null;

    public ScriptedGate Add(int channel, int subpartition, ReadOnlySpan<byte> bytes, bool isEvent = false)
    {
        _script.Enqueue((channel, subpartition, bytes.ToArray(), isEvent));
        return this;
    }

    public ValueTask SetupAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask<bool> WaitToPollAsync(CancellationToken cancellationToken = default)
    {
        if (!_script.TryDequeue(out (int Channel, int Subpartition, byte[] Bytes, bool IsEvent) step))
        {
            return ValueTask.FromResult(false);
        }

        OpenBufferCount++;
        _next = new BufferOrEvent(new NetworkBuffer(new Buffer(this, step.Bytes), 0), step.IsEvent, step.Channel, step.Subpartition);
        return ValueTask.FromResult(true);
    }

    public bool TryPollNext(out BufferOrEvent next)
    {
        next = _next ?? default;
        bool has = _next is not null;
        _next = null;
        return has;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Buffer(ScriptedGate gate, byte[] bytes) : INetworkBufferOwner
    {
        private bool _isDisposed;

        public ReadOnlyMemory<byte> MemoryOf(int use) => bytes;

        public void Release(int use)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _isDisposed = true;
            Array.Fill(bytes, (byte)0xDD);
            gate.OpenBufferCount--;
        }
    }
}
