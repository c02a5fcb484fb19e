using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>
/// A whole shuffle worker in the test's process, on a loopback port and one data directory. Disposing it stops it in order, which throws if a buffer leaked.
/// </summary>
internal sealed class LiveWorker : IAsyncDisposable
{
    private LiveWorker(ShuffleWorker worker, FakeWorkerControlPlane controlPlane, ServedPort port)
    {
        Worker = worker;
        ControlPlane = controlPlane;
        Port = port;
    }

    public ShuffleWorker Worker { get; }

    public FakeWorkerControlPlane ControlPlane { get; }

    public ServedPort Port { get; }

    public static async Task<LiveWorker> StartAsync(
        TempDirectory directory, Action<ShuffleWorkerOptions>? configure = null, IConnectionListenerFactory? transport = null, TimeProvider? time = null,
        IMeterFactory? meters = null, Func<IConnectionListenerFactory, ConnectionDelegate, IDataPlaneHost>? host = null)
    {
        ShuffleWorkerOptions options = new();
        options.Storage.DataDirectories = $"[SSD]{directory.Path}";
        options.Storage.MinReservedBytes = 0;
        options.Memory.BudgetBytes = 4 * 1024 * 1024;
        options.Server.MaxConnections = 20;
        options.Server.MaxWriteChannels = 8;
        if (time is not null)
        {
            // A clock that jumps would find that checks of the disk, which take real time, do not come back.
            options.Storage.HealthCheckInterval = TimeSpan.FromHours(1);
            options.Storage.BadHealthChecks = 100;
        }

        configure?.Invoke(options);
        FakeWorkerControlPlane controlPlane = new();
        ShuffleWorker worker = new(options, controlPlane, time ?? TimeProvider.System, Guid.NewGuid, NullLoggerFactory.Instance, meters);
        ServedPort port = await ServedPort.StartAsync(worker.Server, transport ?? ServedPort.OwnTransport, host);
        worker.StartReporting(port.EndPoint);
        await worker.Registered.OrFail();
        return new LiveWorker(worker, controlPlane, port);
    }

    /// <summary>A client whose hello the worker has answered.</summary>
    public async Task<RawClient> GreetAsync(ConnectionDirection direction)
    {
        RawClient client = await RawClient.ConnectAsync(Port.EndPoint);
        await client.GreetAsync(direction);
        return client;
    }

    /// <summary>Writes a partition over a connection of its own and waits until it is committed.</summary>
    public async Task WriteAsync(SamplePartition partition)
    {
        using RawClient client = await GreetAsync(ConnectionDirection.Write);
        await new RawWriter(client, 1, partition).WriteAllAsync();
    }

    /// <summary>Reads a range over a connection of its own, checked against its end.</summary>
    public async Task<byte[]> ReadAsync(PartitionAttemptId attempt, SubpartitionRange range, long resumeFrame = 0)
    {
        using RawClient client = await GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, attempt, range, resumeFrame, RawReader.Plenty));
        await reader.ReadToEndsAsync();
        return reader.BytesOf(1);
    }

    /// <summary>
    /// The state between conversations: no connection, no channel, no promised or rented memory. Call it when the outcome of every write has been heard.
    /// </summary>
    public async Task AssertIdleAsync()
    {
        await Port.AllEndedAsync();
        Assert.Equal(0, Worker.Server.OpenConnections);
        Assert.Equal(0, Worker.Server.OpenReadChannels);
        Assert.Equal((0, 0), (Worker.Ledger.InUseBuffers, Worker.Ledger.QuotaBuffers));
    }

    public async ValueTask DisposeAsync()
    {
        await Port.StopAcceptingAsync();
        await Worker.DisposeAsync();
        await Port.DisposeAsync();
    }
}
