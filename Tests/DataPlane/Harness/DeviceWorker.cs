using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.DataPlane.Inspection;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Metrics;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.InMemory;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.DataPlane.Storage.Recovery;
using ShuffleOrleans.DataPlane.Storage.Scrubbing;
using ShuffleOrleans.Protocol.Errors;
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
        DataServer server,
        MemoryLedger ledger,
        Spiller? spiller,
        DamagedFiles quarantine,
        PartitionStore store,
        RecordingObserver observer,
        ServedPort port)
    {
        Server = server;
        Ledger = ledger;
        Spiller = spiller;
        Store = store;
        _quarantine = quarantine;
        Observer = observer;
        _port = port;
        Scrubber = new Scrubber(store, new ScrubbingOptions { BytesPerSecond = 0 }, TimeProvider.System, NullLogger.Instance);
        Inspection = new WorkerInspection(
            new InspectedParts(server, ledger, store, spiller, quarantine, Scrubber, RecoveryReport.None, TimeProvider.System));
    }

    public DataServer Server { get; }

    public MemoryLedger Ledger { get; }

    /// <summary>Keeps partitions in memory; null unless the test wants that.</summary>
    public Spiller? Spiller { get; }

    public PartitionStore Store { get; }

    /// <summary>Checks on demand only.</summary>
    public Scrubber Scrubber { get; }

    public WorkerInspection Inspection { get; }

    public RecordingObserver Observer { get; }

    public static async Task<DeviceWorker> StartAsync(
        IStorageDevice device, Action<DataServerOptions>? configure = null, int keptBuffers = 0, Action<StorageOptions>? configureStorage = null,
        MemoryLedger? budget = null)
    {
        // Nothing stays open between two readers, so that each of them meets the device.
        StorageOptions storage = new() { MinReservedBytes = 0, MaxIdleOpenPartitions = 0, MaxIdleReduceFiles = 0 };
        configureStorage?.Invoke(storage);
        DataServerOptions options = new() { MaxConnections = 8, MaxWriteChannels = 8 };
        configure?.Invoke(options);
        RecordingObserver observer = new();
        MemoryLedger ledger = budget ?? new MemoryLedger(new MemoryLedgerOptions { BudgetBytes = 8 * 1024 * 1024 }, 32);
        Spiller? spiller = keptBuffers > 0 ? new Spiller(ledger, keptBuffers, TimeProvider.System, NullLogger.Instance) : null;
        DamagedFiles quarantine = new(new QuarantineOptions(), TimeProvider.System, NullLogger.Instance);
        PartitionStore store = new(new DataDirectorySet([(device, DiskKind.Ssd)], storage), observer, storage, quarantine, NullLogger.Instance, spiller);
        WorkerIdentity identity = new(new WorkerId(Guid.NewGuid()), new WorkerIncarnationId(Guid.NewGuid()));
        DataServer server = new(identity, options, ledger, store, new DataPlaneMetrics(null), TimeProvider.System, NullLogger<DataServer>.Instance);
        return new DeviceWorker(server, ledger, spiller, quarantine, store, observer, await ServedPort.StartAsync(server, ServedPort.OwnTransport));
    }

    /// <summary>A worker that finds what another one has left on the device.</summary>
    public static async Task<DeviceWorker> RestartAsync(IStorageDevice device)
    {
        DeviceWorker worker = await StartAsync(device);
        TestStore.Recover(worker.Store, worker._quarantine);
        return worker;
    }

    public async Task<RawClient> GreetAsync(ConnectionDirection direction)
    {
        RawClient client = await RawClient.ConnectAsync(_port.EndPoint);
        await client.GreetAsync(direction);
        return client;
    }

    /// <summary>Writes a partition over a connection of its own and waits until it is committed.</summary>
    public async Task WriteAsync(SamplePartition partition)
    {
        using RawClient client = await GreetAsync(ConnectionDirection.Write);
        await new RawWriter(client, 1, partition).WriteAllAsync();
    }

    /// <summary>Reads all of a partition over a connection of its own.</summary>
    /// <returns>Its bytes, or why not.</returns>
    public async Task<(byte[] Bytes, ShuffleErrorCode Code)> ReadAsync(SamplePartition partition)
    {
        using RawClient client = await GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, partition.Attempt, partition.All, 0, RawReader.Plenty));
        await reader.ReadToEndsAsync();
        return (reader.BytesOf(1), reader.Failed.GetValueOrDefault(1u).Code);
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
        Scrubber.Dispose();
        _quarantine.Dispose();
        Store.Dispose();
        Spiller?.Dispose();
        Ledger.Dispose();
    }
}
