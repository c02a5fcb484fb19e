using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using ShuffleOrleans.Client.Metrics;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Client.Connections;

/// <summary>
/// The connections of an executor: one for each worker and direction, made when first needed, shared by all its writers and gates, closed when idle.
/// Thread-safe. Owned by the shuffle environment, which disposes it after
/// the last writer and gate.
/// </summary>
internal sealed class ConnectionPool : IAsyncDisposable
{
    private const int BuffersPerConnection = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<WorkerEndpoint, PooledConnection> _connections = [];
    private readonly IConnectionFactory _factory;
    private readonly MemoryLedger _ledger;
    private readonly ConnectionOptions _options;
    private readonly TimeProvider _time;
    private readonly string _clientName;
    private readonly CancellationTokenSource _disposed = new();

    public ConnectionPool(IConnectionFactory factory, MemoryLedger ledger, ConnectionOptions options, TimeProvider time, string clientName,
        IMeterFactory? meters = null)
    {
        Metrics = new ClientMetrics(meters);
        Metrics.Observe(Count, () => (long)ledger.InUseBuffers * ledger.BufferBytes);
        _factory = factory;
        _ledger = ledger;
        _options = options;
        _time = time;
        _clientName = clientName;
    }

    public ConnectionOptions Options => _options;

    /// <summary>What writers, gates and connections count.</summary>
    public ClientMetrics Metrics { get; }

    public TimeProvider Time => _time;

    /// <summary>
    /// A greeted connection, made or shared. Tries again, with growing pauses, while the error is one that may pass.
    /// </summary>
    /// <returns>A lease; the caller disposes it when its channels have ended.</returns>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.ConnectFailed"/> or what the worker answered.</exception>
    public async Task<ConnectionLease> LeaseAsync(WorkerEndpoint endpoint, CancellationToken cancellationToken)
    {
        for (int retry = 0; ; retry++)
        {
            PooledConnection pooled = Find(endpoint);
            try
            {
                ClientConnection connection = await pooled.Connecting.WaitAsync(cancellationToken);
                if (!connection.IsLost)
                {
                    return new ConnectionLease(this, pooled, connection);
                }
            }
            catch (ShuffleException e) when (e.IsTransient && retry < _options.MaxRetries)
            {
                Metrics.OnRetry("connect", e.Code);
                // Once more, after the pause below.
            }
            catch
            {
                Return(pooled);
                throw;
            }

            Forget(pooled);
            Return(pooled);
            if (retry >= _options.MaxRetries)
            {
                throw new ShuffleException(ShuffleErrorCode.ConnectionLost, $"Connections to {endpoint} were lost {retry + 1} times in a row.");
            }

            await Task.Delay(_options.PauseBefore(retry), _time, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        PooledConnection[] all;
        lock (_lock)
        {
            all = [.. _connections.Values];
            _connections.Clear();
        }

        await _disposed.CancelAsync();
        foreach (PooledConnection pooled in all)
        {
            await pooled.CloseAsync();
        }

        _disposed.Dispose();
        Metrics.Dispose();
    }

    internal void Return(PooledConnection pooled)
    {
        lock (_lock)
        {
            if (--pooled.Leases == 0)
            {
                pooled.StartIdling(_time, _options.IdleTimeout, () => _ = CloseIfIdleAsync(pooled));
            }
        }
    }

    private long Count()
    {
        lock (_lock)
        {
            return _connections.Count;
        }
    }

    private PooledConnection Find(WorkerEndpoint endpoint)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
            if (!_connections.TryGetValue(endpoint, out PooledConnection? pooled) || pooled.IsBroken)
            {
                pooled = new PooledConnection(endpoint, ConnectAsync(endpoint));
                _connections[endpoint] = pooled;
            }

            pooled.Leases++;
            pooled.StopIdling();
            return pooled;
        }
    }

    private void Forget(PooledConnection pooled)
    {
        lock (_lock)
        {
            if (_connections.TryGetValue(pooled.Endpoint, out PooledConnection? current) && current == pooled)
            {
                _connections.Remove(pooled.Endpoint);
            }
        }
    }

    private async Task CloseIfIdleAsync(PooledConnection pooled)
    {
        lock (_lock)
        {
            if (pooled.Leases > 0)
            {
                return;
            }

            // In the same breath, so that nobody leases it between the look and the end.
            Forget(pooled);
        }

        await pooled.CloseAsync();
    }

    private async Task<ClientConnection> ConnectAsync(WorkerEndpoint endpoint)
    {
        await Task.Yield();
        if (!_ledger.TryOpenAccount($"connection to {endpoint}", BuffersPerConnection, out LedgerAccount account))
        {
            throw new ShuffleException(
                ShuffleErrorCode.MemoryExhausted, $"The executor's shuffle memory has no {BuffersPerConnection} buffers left for a connection.");
        }

        using CancellationTokenSource timeout = new(_options.ConnectTimeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _disposed.Token);
        ClientConnection? connection = null;
        try
        {
            ConnectionContext context = await _factory.ConnectAsync(EndPointOf(endpoint), either.Token);
            connection = new ClientConnection(endpoint, context, account, _clientName, _time);
            await connection.GreetedAsync(either.Token);
            return connection;
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            await GiveUpAsync(connection, account);
            string why = e is OperationCanceledException ? $"no answer within {_options.ConnectTimeout.TotalSeconds:0.#} s" : e.Message;
            throw new ShuffleException(ShuffleErrorCode.ConnectFailed, $"{endpoint} cannot be reached: {why}", e);
        }
        catch
        {
            await GiveUpAsync(connection, account);
            throw;
        }
    }

    private static EndPoint EndPointOf(WorkerEndpoint endpoint) =>
        IPAddress.TryParse(endpoint.Host, out IPAddress? address) ? new IPEndPoint(address, endpoint.Port) : new DnsEndPoint(endpoint.Host, endpoint.Port);

    private static async Task GiveUpAsync(ClientConnection? connection, LedgerAccount account)
    {
        if (connection is null)
        {
            account.Close();
            return;
        }

        connection.Abort();
        await connection.Ended;
    }
}
