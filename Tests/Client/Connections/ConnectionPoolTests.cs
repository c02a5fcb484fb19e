using Microsoft.Extensions.Options;
using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Transport;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Fixtures;

namespace ShuffleOrleans.Tests.Client.Connections;

/// <summary>The connections that writers and gates share: made once, kept while used, closed when idle, tried again within limits.</summary>
public sealed class ConnectionPoolTests : IAsyncLifetime, IDisposable
{
    private readonly MemoryLedger _ledger = new(new MemoryLedgerOptions());
    private TestWorker _worker = null!;

    // Where time is virtual it jumps, and the worker's answers to pings do not: so no pings.
    public async Task InitializeAsync() => _worker = await TestWorker.StartAsync(options => options.Server.KeepAliveInterval = TimeSpan.FromHours(1));

    public async Task DisposeAsync()
    {
        Assert.Equal(0, _ledger.QuotaBuffers);
        await _worker.DisposeAsync();
    }

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public async Task LeasesAtOnce_ShareOneConnection()
    {
        await using ChaosProxy proxy = new(_worker.Port, _ => null);
        await using ConnectionPool pool = Pool(new ConnectionOptions(), TimeProvider.System);
        ConnectionLease[] leases = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => pool.LeaseAsync(To(proxy.Port), default))).WaitAsync(Patience.Limit);
        Assert.Single(proxy.Connections);
        Assert.Single(leases.Select(lease => lease.Connection).Distinct());
        Array.ForEach(leases, lease => lease.Dispose());
    }

    [Fact]
    public async Task IdleConnection_IsClosedAfterItsTimeAndNotBefore()
    {
        ManualTimeProvider time = new();
        await using ChaosProxy proxy = new(_worker.Port, _ => null);
        await using ConnectionPool pool = Pool(new ConnectionOptions(), time);
        ConnectionLease first = await pool.LeaseAsync(To(proxy.Port), default).WaitAsync(Patience.Limit);
        ClientConnection connection = first.Connection;
        time.Advance(TimeSpan.FromSeconds(5));
        first.Dispose();
        first.Dispose();
        using (ConnectionLease second = await pool.LeaseAsync(To(proxy.Port), default).WaitAsync(Patience.Limit))
        {
            Assert.Same(connection, second.Connection);
        }

        time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(connection.Ended.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        await connection.Ended.WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task ConnectionAboutToBeClosedAsIdle_IsNotLent()
    {
        await using ConnectionPool pool = Pool(new ConnectionOptions { IdleTimeout = TimeSpan.Zero }, TimeProvider.System);
        for (int i = 0; i < 2000; i++)
        {
            using ConnectionLease lease = await pool.LeaseAsync(To(_worker.Port), default).WaitAsync(Patience.Limit);
            lease.Connection.Post(0, new PingMessage(1));
            await Task.Yield();
            Assert.False(lease.Connection.IsLost, $"The connection of lease {i} was closed while it was leased: {lease.Connection.Reason?.Message}");
        }
    }

    [Fact]
    public async Task SilentWorker_IsGivenUpWithinTheConnectTimeoutAndRetries()
    {
        ManualTimeProvider time = new();
        await using ChaosProxy proxy = new(_worker.Port, _ => new Fault(FaultKind.Stall, false, 0));
        await using ConnectionPool pool = Pool(new ConnectionOptions { MaxRetries = 2 }, time);
        Task<ConnectionLease> leasing = pool.LeaseAsync(To(proxy.Port), default);
        for (int attempt = 0; attempt < 3; attempt++)
        {
            await (await proxy.ConnectionAsync(attempt).WaitAsync(Patience.Limit)).Struck.WaitAsync(Patience.Limit);
            Assert.False(leasing.IsCompleted);
            await time.PassAsync(TimeSpan.FromSeconds(10));
            if (attempt < 2)
            {
                await time.PassAsync(TimeSpan.FromMilliseconds(100 << attempt));
            }
        }

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => leasing.WaitAsync(Patience.Limit));
        Assert.Equal(ShuffleErrorCode.ConnectFailed, error.Code);
        Assert.Equal(3, proxy.Connections.Count);
    }

    [Fact]
    public async Task CancelledLease_EndsAtOnceAndTheNextOneConnectsAgain()
    {
        await using ChaosProxy proxy = new(_worker.Port, number => number == 0 ? new Fault(FaultKind.Stall, false, 0) : null);
        await using ConnectionPool pool = Pool(new ConnectionOptions { FirstRetryPause = TimeSpan.Zero }, TimeProvider.System);
        using CancellationTokenSource cancel = new();
        Task<ConnectionLease> cancelled = pool.LeaseAsync(To(proxy.Port), cancel.Token);
        ProxiedConnection silent = await proxy.ConnectionAsync(0).WaitAsync(Patience.Limit);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Patience.Limit));
        silent.Cut();
        using ConnectionLease lease = await pool.LeaseAsync(To(proxy.Port), default).WaitAsync(Patience.Limit);
        Assert.Equal(2, proxy.Connections.Count);
    }

    private ConnectionPool Pool(ConnectionOptions options, TimeProvider time) =>
        new(new SocketConnectionFactory(Options.Create(new SocketTransportOptions())), _ledger, options, time, "test");

    private WorkerEndpoint To(int port) => new(_worker.Worker.Identity.Worker, WorkerIncarnationId.None, "127.0.0.1", port, ConnectionDirection.Read);
}
