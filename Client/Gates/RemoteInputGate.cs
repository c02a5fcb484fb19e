using System.Runtime.CompilerServices;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.Client.Metrics;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// Reads one input of a task from shuffle workers: all producers' outputs at once, as far as its memory reaches. A lost connection, or bytes that were damaged
/// on the way, cost a reconnect that goes on at the same frame; only what a new connection cannot mend reaches the task, as a typed error. This is its life and
/// what a task may call when; it owns the channels, the connector with memory and leases, and the frames that wait to be polled, from setup to dispose.
/// </summary>
internal sealed class RemoteInputGate : IInputGate, IPauseListener
{
    private readonly Lock _lock = new();
    private readonly ReadyFrames _ready;
    private readonly GateInputs _inputs;
    private readonly GateConnector _connector;
    private readonly string _owner;

    // The channels, and one for those that are not made yet.
    private int _unfinished = 1;
    private bool _setUp;
    private bool _started;
    private bool _finished;
    private bool _disposed;

    public RemoteInputGate(InputGateDeploymentDescriptor descriptor, ConnectionPool connections, MemoryLedger ledger, GateOptions options, string owner)
    {
        _owner = owner;
        _ready = new ReadyFrames(connections.Metrics);
        Metrics = connections.Metrics;
        Time = connections.Time;
        _inputs = new GateInputs(this, descriptor);
        // A bug of ours must not leave the task waiting for ever.
        _connector = new GateConnector(_lock, connections, ledger, options, $"{owner} reads {descriptor.DataSet}", Fail, _ready.End);
    }

    /// <summary>What its channels count.</summary>
    public ClientMetrics Metrics { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    public int ChannelCount => _inputs.Count;

    public bool IsFinished => _finished;

    /// <summary>The environment forgets it then.</summary>
    public Action<RemoteInputGate>? Disposed { get; set; }

    public ValueTask SetupAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_setUp)
        {
            throw new InvalidOperationException("The gate is set up already.");
        }

        lock (_lock)
        {
            _setUp = true;
            _connector.Reserve(_inputs.Workers);
        }

        return default;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> WaitToPollAsync(CancellationToken cancellationToken = default)
    {
        Start();
        _finished = !await _ready.WaitAsync(cancellationToken);
        return !_finished;
    }

    public bool TryPollNext(out BufferOrEvent next)
    {
        Start();
        return _ready.TryPoll(out next);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        GateChannel[] channels;
        lock (_lock)
        {
            _disposed = true;
            channels = _inputs.Channels;
        }

        _ready.End();
        Disposed?.Invoke(this);
        // First, so that nothing is opened any more behind the closing.
        await _connector.DisposeAsync();
        _connector.Close(channels);
        _ready.Dispose();
    }

    /// <summary>A producer has become known, or has moved.</summary>
    /// <returns>Whether this gate reads it.</returns>
    public bool Update(StoredShuffleDescriptor descriptor)
    {
        lock (_lock)
        {
            if (!_inputs.Update(descriptor))
            {
                return false;
            }
        }

        OpenNew();
        return true;
    }

    /// <summary>A verified frame; from the receive loop. The task is woken at the loop's next pause.</summary>
    public void Deliver(in ReceivedFrame frame) => _ready.Add(frame);

    public void OnPause() => _ready.Wake();

    /// <summary>A channel has received and verified everything.</summary>
    public void OnChannelFinished() => AddUnfinished(-1);

    /// <summary>A channel has lost its connection or was refused.</summary>
    public void OnChannelFailed(GateChannel channel, ShuffleException error) => _connector.Retry(channel, error);

    private void Start()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_started)
        {
            return;
        }

        if (!_setUp)
        {
            throw new InvalidOperationException("The gate is not set up.");
        }

        lock (_lock)
        {
            _started = true;
        }

        OpenNew();
    }

    // Whatever can be read and is not being read yet.
    private void OpenNew()
    {
        IReadOnlyList<GateChannel> made;
        try
        {
            lock (_lock)
            {
                if (!_started || _disposed || _inputs.IsComplete)
                {
                    return;
                }

                made = _inputs.MakeChannels();
                _connector.Reserve(made.Select(channel => channel.Endpoint));
                AddUnfinished(made.Count - (_inputs.IsComplete ? 1 : 0));
            }
        }
        catch (ShuffleException e)
        {
            _ready.End(e);
            return;
        }

        _connector.Open(made);
    }

    private void AddUnfinished(int count)
    {
        if (Interlocked.Add(ref _unfinished, count) == 0)
        {
            _ready.End();
        }
    }

    private void Fail(GateChannel channel, ShuffleException error)
    {
        string message = $"{_owner} cannot read {channel.Blamed}: {error.Message}";
        // A frame that was still damaged after every reconnect is damaged where it is stored.
        bool gone = error.Advice == RetryAdvice.RerunProducer
            || error.Code is ShuffleErrorCode.StaleEpoch or ShuffleErrorCode.StaleIncarnation
                or ShuffleErrorCode.ReceiptMismatch or ShuffleErrorCode.FrameCorrupt;
        _ready.End(error as PartitionException ?? (gone
            ? new PartitionNotFoundException(channel.Blamed, error.Code, message, error)
            : new PartitionException(channel.Blamed, error.Code, message, error)));
    }
}
