using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Connections;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Transport;

namespace ShuffleOrleans.Tests.Client.SteadyState;

/// <summary>
/// A connection without a network: what the client sends is counted and dropped, what it receives is what the test gives it. Nothing here allocates once it
/// runs, so that whatever is allocated is the client's. Injects no faults.
/// </summary>
internal sealed class MemoryConnection : ConnectionContext, IBulkConnection
{
    private readonly Lock _lock = new();
    private readonly Wait _given = new();
    private ReadOnlyMemory<byte> _incoming;
    private readonly Wait _received = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sentBytes;
    private int _sends;
    private bool _closed;

    public MemoryConnection() => Features.Set<IBulkConnection>(this);

    /// <summary>Bytes that the client has sent so far.</summary>
    public long SentBytes => Volatile.Read(ref _sentBytes);

    /// <summary>Completes when the client has sent something after its hello: what opens a channel.</summary>
    public Task OpenedAsync() => _opened.Task;

    /// <summary>Completes when the client has received all that was given.</summary>
    public ValueTask ReceivedAsync()
    {
        lock (_lock)
        {
            return _incoming.IsEmpty ? default : _received.BeginAsync(CancellationToken.None);
        }
    }

    public override string ConnectionId { get; set; } = "memory";

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; } = null!;

    /// <summary>Gives the client bytes to receive, after it has received all of the last ones.</summary>
    public void Give(ReadOnlyMemory<byte> bytes)
    {
        lock (_lock)
        {
            Assert.True(_incoming.IsEmpty);
            _incoming = bytes;
        }

        _given.End();
    }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        lock (_lock)
        {
            _closed = true;
        }

        _given.End();
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> destination, CancellationToken cancellationToken) =>
        TryReceive(destination, out int received) ? ValueTask.FromResult(received) : WaitAndReceiveAsync(destination, cancellationToken);

    public ValueTask<int> ReceiveAsync(ReadOnlyMemory<Memory<byte>> places, int certain, CancellationToken cancellationToken) =>
        ReceiveAsync(places.Span[0], cancellationToken);

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, bool moreFollows, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _sentBytes, bytes.Length);
        if (Interlocked.Increment(ref _sends) == 2)
        {
            _opened.TrySetResult();
        }

        return default;
    }

    public ValueTask SendAsync(ReadOnlyMemory<BufferSegment> segments, CancellationToken cancellationToken)
    {
        foreach (BufferSegment segment in segments.Span)
        {
            Interlocked.Add(ref _sentBytes, segment.Length);
        }

        return default;
    }

    public ValueTask SendFileAsync(SafeFileHandle file, long offset, long length, CancellationToken cancellationToken) => throw new NotSupportedException();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAndReceiveAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        int received;
        while (!TryReceive(destination, out received))
        {
            await WhenGivenAsync(cancellationToken);
        }

        return received;
    }

    private ValueTask WhenGivenAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _closed || !_incoming.IsEmpty ? default : _given.BeginAsync(cancellationToken);
        }
    }

    private bool TryReceive(Memory<byte> destination, out int received)
    {
        bool last;
        bool closed;
        lock (_lock)
        {
            received = Math.Min(destination.Length, _incoming.Length);
            _incoming[..received].CopyTo(destination);
            _incoming = _incoming[received..];
            last = received > 0 && _incoming.IsEmpty;
            closed = _closed;
        }

        if (last)
        {
            _received.End();
        }

        return received > 0 || closed;
    }
}
