using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>A data server and its store over devices of the test's choice, behind a loopback port; a worker without control plane and identity files.</summary>
internal sealed class DeviceWorker : IAsyncDisposable
{
    private readonly ServedPort _port;
    private readonly DamagedFiles _quarantine;

    private DeviceWorker(
        DataServer server, MemoryLedger ledger, PartitionStore store, DamagedFiles quarantine, RecordingObserver observer, ServedPort port)
    {
        Server = server;
        Ledger = ledger;
        Store = store;
        _quarantine = quarantine;
        Observer = observer;
        _port = port;
    }

    public DataServer Server { get; }

    public MemoryLedger Ledger { get; }

    public PartitionStore Store { get; }

    public RecordingObserver Observer { get; }

    public static async Task<DeviceWorker> StartAsync(IStorageDevice device, Action<DataServerOptions>? configure = null)
    {
        // Nothing stays open between two readers, so that each of them meets the device.
        StorageOptions storage = new() { MinReservedBytes = 0, MaxIdleOpenPartitions = 0 };
        DataServerOptions options = new() { MaxConnections = 8, MaxWriteChannels = 8 };
        configure?.Invoke(options);
        RecordingObserver observer = new();
        MemoryLedger ledger = new(new MemoryLedgerOptions { BudgetBytes = 8 * 1024 * 1024 }, 32);
        DamagedFiles quarantine = new(new QuarantineOptions(), TimeProvider.System, NullLogger.Instance);
        PartitionStore store = new(new DataDirectorySet([(device, DiskKind.Ssd)], storage), observer, storage, quarantine, NullLogger.Instance);
        WorkerIdentity identity = new(new WorkerId(Guid.NewGuid()), new WorkerIncarnationId(Guid.NewGuid()));
        DataServer server = new(identity, options, ledger, store, TimeProvider.System, NullLogger<DataServer>.Instance);
        return new DeviceWorker(server, ledger, store, quarantine, observer, await ServedPort.StartAsync(server, ServedPort.OwnTransport));
    }

    public async Task<RawClient> GreetAsync(ConnectionDirection direction)
    {
        RawClient client = await RawClient.ConnectAsync(_port.EndPoint);
        await client.GreetAsync(direction);
        return client;
    }

    public async Task AssertIdleAsync()
    {
        await AssertNoMemoryInUseAsync();
        Assert.Equal((0, 0), (Server.OpenWriteChannels, Server.OpenReadChannels));
    }

    /// <summary>No connection is left, and no memory.</summary>
    public async Task AssertNoMemoryInUseAsync()
    {
        await _port.AllEndedAsync();
        Assert.Equal((0, 0), (Ledger.InUseBuffers, Ledger.QuotaBuffers));
    }

    public async ValueTask DisposeAsync()
    {
        await _port.DisposeAsync();
        await Server.StopAsync();
        _quarantine.Dispose();
        Store.Dispose();
        Ledger.Dispose();
    }
}
