using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Metrics;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.DataPlane.Transport;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.TestKit.Fuzzing;

namespace ShuffleOrleans.Tests.DataPlane.Fuzzing;

/// <summary>A data server and its store, fed with scripted conversations in memory.</summary>
internal sealed class FuzzedWorker : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly MemoryLedger _ledger = new(new MemoryLedgerOptions { BudgetBytes = 16 * 1024 * 1024 });
    private readonly LoudLogger<DataServer> _logger = new();
    private readonly DamagedFiles _quarantine = new(new QuarantineOptions(), TimeProvider.System, NullLogger.Instance);
    private readonly PartitionStore _store;
    private readonly DataServer _server;

    public FuzzedWorker()
    {
        // One I/O thread, so that a marker behind all work says that the work is done.
        StorageOptions storage = new() { MinReservedBytes = 0, IoThreadsPerDirectory = 1 };
        DataDirectorySet directories = new([(new LocalStorageDevice(_directory.Path), DiskKind.Ssd)], storage);
        _store = new PartitionStore(directories, new RecordingObserver(), storage, _quarantine, NullLogger.Instance);
        WorkerIdentity identity = new(new WorkerId(Guid.NewGuid()), new WorkerIncarnationId(Guid.NewGuid()));
        _server = new DataServer(identity, new DataServerOptions(), _ledger, _store, new DataPlaneMetrics(null), TimeProvider.System, _logger);
    }

    public IReadOnlyList<StoredPartition> Inventory => _store.Inventory();

    /// <summary>Has one conversation, in random pieces. Afterwards nothing of it is left but what it committed.</summary>
    /// <returns>How many bytes the worker answered with.</returns>
    public async Task<long> ConverseAsync(byte[] conversation, Random random)
    {
        ScriptedConnection connection = new(RandomCuts.Of(conversation, random), DiskDoneAsync);
        InMemoryConnection context = new("fuzzed");
        context.Features.Set<IBulkConnection>(connection);
        await _server.ServeAsync(context).OrFail();
        await DiskDoneAsync();
        _logger.ThrowIfError();
        Assert.Equal((0, 0), (_ledger.InUseBuffers, _ledger.QuotaBuffers));
        Assert.Equal((0, 0, 0), (_server.OpenConnections, _server.OpenWriteChannels, _server.OpenReadChannels));
        Assert.Equal(Inventory.Count, _directory.PartitionFiles.Count);
        return connection.SentBytes;
    }

    /// <summary>The frame bytes of a committed attempt, as they lie in its file.</summary>
    public byte[] FramesOf(StoredPartition stored)
    {
        byte[] file = File.ReadAllBytes(_directory.PathOf(ShuffleOrleans.DataPlane.Storage.Format.PartitionFileName.Of(stored.Attempt)));
        return file[ShuffleOrleans.DataPlane.Storage.Format.PartitionFileHeader.Length..][..(int)stored.Receipt.FrameBytes];
    }

    /// <summary>Deletes everything, for the next conversation.</summary>
    public async Task ClearAsync()
    {
        foreach (StoredPartition stored in Inventory)
        {
            _store.Release(stored.Attempt);
        }

        await DiskDoneAsync();
        Assert.Empty(_directory.PartitionFiles);
    }

    public void Dispose()
    {
        _quarantine.Dispose();
        _store.Dispose();
        _ledger.Dispose();
        _directory.Dispose();
    }

    // Work goes from a directory's threads to those for commits that wait for the disk, and back.
    private async Task DiskDoneAsync()
    {
        DataDirectory directory = _store.Directories.All[0];
        await PassedAsync(directory.Queue);
        await PassedAsync(_store.SyncQueueOf(directory));
        await PassedAsync(directory.Queue);
    }

    private static Task PassedAsync(DiskQueue queue)
    {
        DiskMarker marker = new();
        Assert.True(queue.TryEnqueue(marker));
        return marker.Reached.OrFail();
    }
}
