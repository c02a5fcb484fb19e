using System.Threading.Channels;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// Reads one input of a task from shuffle workers: all producers' outputs at once, as far as its memory reaches. A lost connection, or bytes that were damaged
/// on the way, cost a reconnect that goes on at the same frame; only what a
/// new connection cannot mend reaches the task, as a typed error. Owns its memory, channels and leases from setup to dispose.
/// </summary>
internal sealed class RemoteInputGate : IInputGate
{
    // Enough for one open channel: see GateWorker.MaxOpen.
    private const int MinBuffersPerWorker = 8;
    private const int MaxRetriesOfDamage = 2;

    private readonly Lock _lock = new();
    private readonly Channel<ReceivedFrame> _ready = Channel.CreateUnbounded<ReceivedFrame>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<WorkerEndpoint, GateWorker> _workers = [];
    private readonly HashSet<Task> _background = [];
    private readonly Queue<BufferOrEvent> _polled = new();
    private readonly CancellationTokenSource _disposed = new();
    private readonly InputGateDeploymentDescriptor _descriptor;
    private readonly ConnectionPool _connections;
    private readonly MemoryLedger _ledger;
    private readonly GateOptions _options;
    private readonly string _owner;
    private readonly GateChannel[] _channels;
    private int _unfinished;
    private bool _setUp;
    private bool _started;
    private bool _finished;

    public RemoteInputGate(InputGateDeploymentDescriptor descriptor, ConnectionPool connections, MemoryLedger ledger, GateOptions options, string owner)
    {
        _descriptor = descriptor;
        _connections = connections;
        _ledger = ledger;
        _options = options;
        _owner = owner;
        _channels = [.. descriptor.Shuffles.Select((shuffle, index) => new GateChannel(this, index, descriptor.Range, shuffle))];
        _unfinished = _channels.Length;
    }

    public int ChannelCount => _channels.Length;

    public bool IsFinished => _finished;

    /// <summary>The environment forgets it then.</summary>
    public Action<RemoteInputGate>? Disposed { get; set; }

    public ValueTask SetupAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
        if (_setUp)
        {
            throw new InvalidOperationException("The gate is set up already.");
        }

        lock (_lock)
        {
            _setUp = true;
            AddWorkers(_channels.Where(channel => !channel.Descriptor.IsUnknown));
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
        if (_disposed.IsCancellationRequested)
        {
            return;
        }

        await _disposed.CancelAsync();
        _ready.Writer.TryComplete();
        Disposed?.Invoke(this);
        GateWorker[] workers;
        Task[] background;
        lock (_lock)
        {
            workers = [.. _workers.Values];
            background = [.. _background];
        }

        await Task.WhenAll(background);
        Close(workers);
        while (_ready.Reader.TryRead(out ReceivedFrame frame))
        {
            frame.Release();
        }

        while (_polled.TryDequeue(out BufferOrEvent polled))
        {
            polled.Buffer.Dispose();
        }

        _disposed.Dispose();
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
            InBackground(async () =>
            {
                await Task.Delay(_connections.Options.PauseBefore(retry), _connections.Time, _disposed.Token);
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

    private static WorkerEndpoint EndpointOf(ShuffleDescriptor descriptor)
    {
        if (descriptor is not RemoteShuffleDescriptor { Allocation.Locations: [WorkerLocation location, ..] })
        {
            throw new ArgumentException($"{descriptor.ResultPartition} is not held by a shuffle worker.", nameof(descriptor));
        }

        // Any process of the worker that has the data will do: attempt and epoch say which data.
        return new WorkerEndpoint(location.Worker, WorkerIncarnationId.None, location.Host, location.DataPort, ConnectionDirection.Read);
    }

    private void Start()
    {
        ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
        if (_started)
        {
            return;
        }

        if (!_setUp)
        {
            throw new InvalidOperationException("The gate is not set up.");
        }

        GateChannel[] known;
        lock (_lock)
        {
            known = [.. _channels.Where(channel => !channel.Descriptor.IsUnknown)];
            AddWorkers(known);
            foreach (GateChannel channel in known)
            {
                _workers[EndpointOf(channel.Descriptor)].Add(channel);
            }

            _started = true;
        }

        if (_channels.Length == 0)
        {
            _ready.Writer.TryComplete();
        }

        foreach (GateWorker worker in _workers.Values.ToArray())
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
                worker = AddWorker(EndpointOf(channel.Descriptor), _workers.Count + 1);
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

    // Under the lock. Those that are known together share the gate's memory.
    private void AddWorkers(IEnumerable<GateChannel> channels)
    {
        WorkerEndpoint[] endpoints = [.. channels.Select(channel => EndpointOf(channel.Descriptor)).Distinct()];
        foreach (WorkerEndpoint endpoint in endpoints)
        {
            AddWorker(endpoint, endpoints.Length);
        }
    }

    // Under the lock.
    private GateWorker AddWorker(WorkerEndpoint endpoint, int workerCount)
    {
        if (!_workers.TryGetValue(endpoint, out GateWorker? worker))
        {
            worker = new GateWorker(endpoint, OpenAccount(endpoint, workerCount), _options.MaxCreditPerChannelBytes, OnConnectionLost);
            _workers.Add(endpoint, worker);
        }

        return worker;
    }

    private LedgerAccount OpenAccount(WorkerEndpoint endpoint, int workerCount)
    {
        int wanted = (int)(_options.MemoryPerGateBytes / _ledger.BufferBytes / workerCount);
        for (int buffers = Math.Max(wanted, MinBuffersPerWorker); buffers >= MinBuffersPerWorker; buffers /= 2)
        {
            if (_ledger.TryOpenAccount($"{_owner} reads {_descriptor.DataSet} from {endpoint}", buffers, out LedgerAccount account))
            {
                return account;
            }
        }

        throw new ShuffleException(
            ShuffleErrorCode.MemoryExhausted, $"The executor's shuffle memory of {_ledger.BudgetBytes} bytes is all promised: {_owner} cannot read. Run fewer tasks at once or raise the budget.");
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
                InBackground(() => ConnectAsync(worker));
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
            InBackground(async () =>
            {
                await Task.Delay(_connections.Options.PauseBefore(retry), _connections.Time, _disposed.Token);
                Connect(worker);
            });
            return;
        }

        foreach (GateChannel channel in worker.TakeUnopened())
        {
            Fail(channel, reason);
        }
    }

    private async Task ConnectAsync(GateWorker worker)
    {
        try
        {
            ConnectionLease lease = await _connections.LeaseAsync(worker.Endpoint, _disposed.Token);
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

    // Work of the gate that nobody awaits but its dispose.
    private void InBackground(Func<Task> work)
    {
        if (_disposed.IsCancellationRequested)
        {
            return;
        }

        Task task = RunAsync(work);
        lock (_lock)
        {
            _background.RemoveWhere(done => done.IsCompleted);
            _background.Add(task);
        }
    }

    private async Task RunAsync(Func<Task> work)
    {
        await Task.Yield();
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
        {
            // The gate is being disposed.
        }
        catch (Exception e)
        {
            // A bug of ours must not leave the task waiting for ever.
            _ready.Writer.TryComplete(e);
        }
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
