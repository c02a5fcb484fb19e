using System.Threading.Channels;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// Reads one input of a task from shuffle workers: all producers' outputs at once, as far as its memory reaches. A lost connection, or bytes that were damaged
/// on the way, cost a reconnect that goes on at the same frame; only what a
/// new connection cannot mend reaches the task, as a typed error. Owns its memory, channels and leases from setup to dispose.
/// </summary>
internal sealed class RemoteInputGate : IInputGate
{
    private const int MaxRetriesOfDamage = 2;

    private readonly Lock _lock = new();
    private readonly Channel<ReceivedFrame> _ready = Channel.CreateUnbounded<ReceivedFrame>(new UnboundedChannelOptions { SingleReader = true });
    private readonly BackgroundWork _background;
    private readonly GateWorkers _workers;
    private readonly Queue<BufferOrEvent> _polled = new();
    private readonly InputGateDeploymentDescriptor _descriptor;
    private readonly ConnectionPool _connections;
    private readonly string _owner;
    private readonly GateChannel[] _channels;
    private int _unfinished;
    private bool _setUp;
    private bool _started;
    private bool _finished;
    private bool _disposed;

    public RemoteInputGate(InputGateDeploymentDescriptor descriptor, ConnectionPool connections, MemoryLedger ledger, GateOptions options, string owner)
    {
        _descriptor = descriptor;
        _connections = connections;
        _owner = owner;
        // A bug of ours must not leave the task waiting for ever.
        _background = new BackgroundWork(bug => _ready.Writer.TryComplete(bug));
        _workers = new GateWorkers(ledger, options, $"{owner} reads {descriptor.DataSet}", OnConnectionLost);
        _channels = [.. descriptor.Shuffles.Select((shuffle, index) => new GateChannel(this, index, descriptor.Range, shuffle))];
        _unfinished = _channels.Length;
    }

    public int ChannelCount => _channels.Length;

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
            _workers.AddFor(_channels.Where(channel => !channel.Descriptor.IsUnknown));
        }

        return default;
    }

    public async ValueTask<bool> WaitToPollAsync(CancellationToken cancellationToken = default)
    {
        Start();
        if (_polled.Count > 0 || await _ready.Reader.WaitToReadAsync(cancellationToken))
        {
            return true;
        }

        _finished = true;
        return false;
    }

    public bool TryPollNext(out BufferOrEvent next)
    {
        Start();
        while (_polled.Count == 0 && _ready.Reader.TryRead(out ReceivedFrame frame))
        {
            FrameUnpacker.Unpack(frame, _descriptor.Range, _polled);
        }

        return _polled.TryDequeue(out next);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _ready.Writer.TryComplete();
        Disposed?.Invoke(this);
        // First, so that nothing is opened any more behind the closing.
        await _background.DisposeAsync();
        GateWorker[] workers;
        lock (_lock)
        {
            workers = _workers.All;
        }

        Close(workers);
        while (_ready.Reader.TryRead(out ReceivedFrame frame))
        {
            frame.Release();
        }

        while (_polled.TryDequeue(out BufferOrEvent polled))
        {
            polled.Buffer.Dispose();
        }
    }

    /// <summary>A producer has become known, or has moved.</summary>
    /// <returns>Whether a channel of this gate reads it.</returns>
    public bool Update(ShuffleDescriptor descriptor)
    {
        GateChannel? channel;
        bool route;
        lock (_lock)
        {
            channel = Array.Find(_channels, candidate => Matches(candidate.Descriptor.ResultPartition, descriptor.ResultPartition));
            if (channel is null)
            {
                return false;
            }

            route = channel.Descriptor.IsUnknown && _started;
            channel.Descriptor = descriptor;
        }

        if (route)
        {
            Route(channel);
        }

        return true;
    }

    /// <summary>A verified frame; from the receive loop.</summary>
    public void Deliver(in ReceivedFrame frame)
    {
        if (!_ready.Writer.TryWrite(frame))
        {
            frame.Release();
        }
    }

    /// <summary>A channel has received and verified everything.</summary>
    public void OnChannelFinished()
    {
        if (Interlocked.Decrement(ref _unfinished) == 0)
        {
            _ready.Writer.TryComplete();
        }
    }

    /// <summary>A channel has lost its connection or was refused: opens it again where it stands if that can help, else the gate fails.</summary>
    public void OnChannelFailed(GateChannel channel, ShuffleException error)
    {
        if (error.IsTransient && channel.Retries < RetriesFor(error.Code))
        {
            int retry = channel.Retries++;
            _background.Start(async cancellation =>
            {
                await Task.Delay(_connections.Options.PauseBefore(retry), _connections.Time, cancellation);
                Route(channel);
            });
        }
        else
        {
            Fail(channel, error);
        }
    }

    // A frame flipped on its way is right the next time; one that is not was flipped where it is stored, and waiting does not mend it.
    private int RetriesFor(ShuffleErrorCode code) =>
        code == ShuffleErrorCode.FrameCorrupt ? Math.Min(MaxRetriesOfDamage, _connections.Options.MaxRetries) : _connections.Options.MaxRetries;

    private static bool Matches(ResultPartitionId known, ResultPartitionId updated) =>
        known.DataSet == updated.DataSet && known.PartitionIndex == updated.PartitionIndex;

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

        GateWorker[] workers;
        lock (_lock)
        {
            GateChannel[] known = [.. _channels.Where(channel => !channel.Descriptor.IsUnknown)];
            _workers.AddFor(known);
            foreach (GateChannel channel in known)
            {
                _workers.WorkerOf(channel).Add(channel);
            }

            workers = _workers.All;
            _started = true;
        }

        if (_channels.Length == 0)
        {
            _ready.Writer.TryComplete();
        }

        foreach (GateWorker worker in workers)
        {
            Connect(worker);
        }
    }

    private void Route(GateChannel channel)
    {
        GateWorker worker;
        try
        {
            lock (_lock)
            {
                worker = _workers.WorkerOf(channel);
            }
        }
        catch (ShuffleException e)
        {
            Fail(channel, e);
            return;
        }

        worker.Add(channel);
        Connect(worker);
    }

    private void Connect(GateWorker worker)
    {
        lock (_lock)
        {
            if (worker.IsConnecting)
            {
                return;
            }

            if (!worker.IsConnected)
            {
                worker.IsConnecting = true;
                _background.Start(cancellation => ConnectAsync(worker, cancellation));
                return;
            }
        }

        worker.OpenMore();
    }

    private void OnConnectionLost(GateWorker worker, ShuffleException reason)
    {
        if (reason.IsTransient && worker.Losses < _connections.Options.MaxRetries)
        {
            int retry = worker.Losses++;
            _background.Start(async cancellation =>
            {
                await Task.Delay(_connections.Options.PauseBefore(retry), _connections.Time, cancellation);
                Connect(worker);
            });
            return;
        }

        foreach (GateChannel channel in worker.TakeUnopened())
        {
            Fail(channel, reason);
        }
    }

    private async Task ConnectAsync(GateWorker worker, CancellationToken cancellationToken)
    {
        try
        {
            ConnectionLease lease = await _connections.LeaseAsync(worker.Endpoint, cancellationToken);
            lock (_lock)
            {
                worker.IsConnecting = false;
            }

            worker.Connect(lease);
        }
        catch (ShuffleException e)
        {
            lock (_lock)
            {
                worker.IsConnecting = false;
            }

            foreach (GateChannel channel in worker.TakeUnopened())
            {
                Fail(channel, e);
            }
        }
    }

    private void Fail(GateChannel channel, ShuffleException error)
    {
        string message = $"{_owner} cannot read {channel.ResultPartition}: {error.Message}";
        // A frame that was still damaged after every reconnect is damaged where it is stored.
        bool gone = error.Advice == RetryAdvice.RerunProducer
            || error.Code is ShuffleErrorCode.StaleEpoch or ShuffleErrorCode.StaleIncarnation or ShuffleErrorCode.ReceiptMismatch or ShuffleErrorCode.FrameCorrupt;
        _ready.Writer.TryComplete(gone
            ? new PartitionNotFoundException(channel.ResultPartition, error.Code, message, error)
            : new PartitionException(channel.ResultPartition, error.Code, message, error));
    }

    private void Close(GateWorker[] workers)
    {
        foreach (GateWorker worker in workers)
        {
            worker.BeginClose();
        }

        foreach (GateChannel channel in _channels)
        {
            channel.Close();
        }

        foreach (GateWorker worker in workers)
        {
            worker.EndClose();
        }
    }
}
