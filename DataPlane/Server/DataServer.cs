using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Metrics;
using ShuffleOrleans.DataPlane.Storage.Partitions;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// Serves the connections of a worker: what they share (memory, store, limits) and the count of them. Hosts hand connections to <see cref="ServeAsync"/>.
/// Thread-safe. Owned by the
/// worker.
/// </summary>
public sealed partial class DataServer
{
    private readonly ConcurrentDictionary<WorkerConnection, byte> _connections = new();
    private readonly ILogger<DataServer> _logger;
    private int _connectionCount;
    private int _writeChannels;
    private int _readChannels;
    private volatile bool _stopping;

    internal DataServer(
        WorkerIdentity identity, DataServerOptions options, MemoryLedger ledger, PartitionStore store, DataPlaneMetrics metrics, TimeProvider time, ILogger<DataServer> logger)
    {
        Identity = identity;
        Options = options;
        Ledger = ledger;
        Store = store;
        Metrics = metrics;
        Time = time;
        _logger = logger;
    }

    /// <summary>Who answers.</summary>
    public WorkerIdentity Identity { get; }

    /// <summary>Partitions being written.</summary>
    public int OpenWriteChannels => Volatile.Read(ref _writeChannels);

    /// <summary>Partitions being read.</summary>
    public int OpenReadChannels => Volatile.Read(ref _readChannels);

    /// <summary>Connections being served.</summary>
    public int OpenConnections => Volatile.Read(ref _connectionCount);

    internal DataServerOptions Options { get; }

    internal MemoryLedger Ledger { get; }

    internal PartitionStore Store { get; }

    internal DataPlaneMetrics Metrics { get; }

    internal TimeProvider Time { get; }

    /// <summary>Who hears of damaged frames; null if nobody does.</summary>
    internal IDamageReports? DamageReports { get; init; }

    internal bool IsStopping => _stopping;

    /// <summary>Serves one connection until either side ends it. Never throws for what the other side does.</summary>
    public async Task ServeAsync(ConnectionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        bool admitted = Interlocked.Increment(ref _connectionCount) <= Options.MaxConnections && !_stopping;
        WorkerConnection connection = new(this, context, admitted, _logger) { OpenedAt = Time.GetUtcNow() };
        _connections.TryAdd(connection, 0);
        try
        {
            LogAccepted(context.ConnectionId, context.RemoteEndPoint);
            Task serving = connection.RunAsync();
            if (_stopping)
            {
                // Admitted a moment before the stop, which may not have seen it.
                connection.Stop();
            }

            await serving;
        }
        finally
        {
            Forget(connection);
            Interlocked.Decrement(ref _connectionCount);
        }
    }

    /// <summary>Takes no new channels, lets the open ones finish for the drain timeout, then says goodbye to every connection and waits for them.</summary>
    internal async Task StopAsync()
    {
        _stopping = true;
        foreach (WorkerConnection connection in _connections.Keys)
        {
            connection.Stop();
        }

        await Task.WhenAll(_connections.Keys.Select(connection => connection.Ended));
    }

    internal bool TryAddWriteChannel()
    {
        if (Interlocked.Increment(ref _writeChannels) <= Options.MaxWriteChannels)
        {
            return true;
        }

        Interlocked.Decrement(ref _writeChannels);
        return false;
    }

    internal void RemoveWriteChannel() => Interlocked.Decrement(ref _writeChannels);

    internal bool TryAddReadChannel()
    {
        if (Interlocked.Increment(ref _readChannels) <= Options.MaxReadChannels)
        {
            return true;
        }

        Interlocked.Decrement(ref _readChannels);
        return false;
    }

    internal void RemoveReadChannel() => Interlocked.Decrement(ref _readChannels);
}
