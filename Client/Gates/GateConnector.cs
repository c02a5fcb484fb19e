using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// Brings a gate's channels to their workers: leases connections, opens channels on them, and again after a pause when one was lost or a worker refused for
/// now. What that cannot mend goes to the gate. Owned by the gate, whose lock it shares.
/// </summary>
internal sealed class GateConnector : IAsyncDisposable
{
    private const int MaxRetriesOfDamage = 2;

    private readonly Lock _lock;
    private readonly ConnectionPool _connections;
    private readonly GateWorkers _workers;
    private readonly BackgroundWork _background;
    private readonly Action<GateChannel, ShuffleException> _fail;

    /// <param name="gateLock">Guards the channels' places and the workers.</param>
    /// <param name="connections">The executor's.</param>
    /// <param name="ledger">Where the gate's memory comes from.</param>
    /// <param name="options">How much.</param>
    /// <param name="reader">Who reads what, for people.</param>
    /// <param name="onFailed">A channel cannot be read.</param>
    /// <param name="onBug">Anything else went wrong.</param>
    public GateConnector(
        Lock gateLock,
        ConnectionPool connections,
        MemoryLedger ledger,
        GateOptions options,
        string reader,
        Action<GateChannel, ShuffleException> onFailed,
        Action<Exception> onBug)
    {
        _lock = gateLock;
        _connections = connections;
        _workers = new GateWorkers(ledger, options, reader, OnConnectionLost);
        _background = new BackgroundWork(onBug);
        _fail = onFailed;
    }

    /// <summary>Takes memory for what will be read from these workers.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.MemoryExhausted"/>.</exception>
    public void Reserve(IEnumerable<WorkerEndpoint> workers)
    {
        lock (_lock)
        {
            _workers.AddAll(workers);
        }
    }

    /// <summary>Opens channels, as far as memory reaches, and the rest when others have ended.</summary>
    public void Open(IReadOnlyList<GateChannel> channels)
    {
        HashSet<GateWorker> workers = [];
        foreach (GateChannel channel in channels)
        {
            try
            {
                lock (_lock)
                {
                    channel.Prepare();
                    GateWorker worker = _workers.WorkerAt(channel.Endpoint);
                    worker.Add(channel);
                    workers.Add(worker);
                }
            }
            catch (ShuffleException e)
            {
                _fail(channel, e);
                return;
            }
        }

        foreach (GateWorker worker in workers)
        {
            Connect(worker);
        }
    }

    /// <summary>A channel has lost its connection or was refused: opens it again where it stands, if that can help.</summary>
    public void Retry(GateChannel channel, ShuffleException error)
    {
        if (!error.IsTransient || channel.Retries >= RetriesFor(error.Code))
        {
            _fail(channel, error);
            return;
        }

        _connections.Metrics.OnRetry("read", error.Code);
        int retry = channel.Retries++;
        _background.Start(async cancellation =>
        {
            await PauseAsync(retry, cancellation);
            Open([channel]);
        });
    }

    /// <summary>Opens nothing any more.</summary>
    public ValueTask DisposeAsync() => _background.DisposeAsync();

    /// <summary>Ends the reading of these channels. After the dispose.</summary>
    public void Close(IReadOnlyList<GateChannel> channels)
    {
        GateWorker[] workers;
        lock (_lock)
        {
            workers = _workers.All;
        }

        foreach (GateWorker worker in workers)
        {
            worker.BeginClose();
        }

        foreach (GateChannel channel in channels)
        {
            channel.Close();
        }

        foreach (GateWorker worker in workers)
        {
            worker.EndClose();
        }
    }

    // A frame flipped on its way is right the next time; one that is not was flipped where it is stored, and waiting does not mend it.
    private int RetriesFor(ShuffleErrorCode code) =>
        code == ShuffleErrorCode.FrameCorrupt ? Math.Min(MaxRetriesOfDamage, _connections.Options.MaxRetries) : _connections.Options.MaxRetries;

    private Task PauseAsync(int retry, CancellationToken cancellationToken) =>
        Task.Delay(_connections.Options.PauseBefore(retry), _connections.Time, cancellationToken);

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
        if (!reason.IsTransient || worker.Losses >= _connections.Options.MaxRetries)
        {
            FailUnopened(worker, reason);
            return;
        }

        int retry = worker.Losses++;
        _background.Start(async cancellation =>
        {
            await PauseAsync(retry, cancellation);
            Connect(worker);
        });
    }

    private async Task ConnectAsync(GateWorker worker, CancellationToken cancellationToken)
    {
        try
        {
            ConnectionLease lease = await _connections.LeaseAsync(worker.Endpoint, cancellationToken);
            EndConnecting(worker);
            worker.Connect(lease);
        }
        catch (ShuffleException e)
        {
            EndConnecting(worker);
            FailUnopened(worker, e);
        }
    }

    private void EndConnecting(GateWorker worker)
    {
        lock (_lock)
        {
            worker.IsConnecting = false;
        }
    }

    private void FailUnopened(GateWorker worker, ShuffleException error)
    {
        foreach (GateChannel channel in worker.TakeUnopened())
        {
            _fail(channel, error);
        }
    }
}
