using System.Collections.Concurrent;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.DataPlane.Reduce;

namespace ShuffleOrleans.Tests.DataPlane.Simulation;

/// <summary>
/// One run of a worker on a disk whose every operation may fail: writers that try again with new attempts, readers beside them, then a disk that has recovered,
/// and a start after a death without warning. The seed decides what is written and which calls fail, not how the threads fall between each other.
/// </summary>
internal sealed class FaultRun : IDisposable
{
    private const int Writers = 4;
    private const int PartitionsPerWriter = 4;
    private const int Readers = 2;
    private const int ReadsPerReader = 12;
    private const int MaxAttempts = 4;

    private static readonly double[] Rates = [0.01, 0.03, 0.1, 0.25];

    private static readonly StorageOperation[] Operations =
    [
        StorageOperation.Create, StorageOperation.Open, StorageOperation.Write, StorageOperation.Sync, StorageOperation.Rename, StorageOperation.Read,
        StorageOperation.Delete, StorageOperation.Preallocate, StorageOperation.Trim, StorageOperation.Discard,
    ];

    private readonly int _seed;
    private readonly TempDirectory _directory = new();
    private readonly FaultyStorageDevice _device;
    private readonly SemaphoreSlim _checking = new(1);
    private readonly Lock _planning = new();
    private readonly PartitionPlans _plans;
    private readonly ConcurrentDictionary<PartitionAttemptId, (SamplePartition Partition, WriteEnd End)> _written = new();

    public FaultRun(int seed)
    {
        _seed = seed;
        _device = new FaultyStorageDevice(_directory.Path);
        _plans = new PartitionPlans(new Random(seed));
    }

    /// <summary>Attempts that were acknowledged.</summary>
    public int Committed => _written.Values.Count(written => written.End.IsCommitted);

    /// <summary>Attempts that met a fault.</summary>
    public int Refused => _written.Values.Count(written => written.End.Code == ShuffleErrorCode.DiskFailed);

    private IEnumerable<SamplePartition> Acknowledged => _written.Values.Where(written => written.End.IsCommitted).Select(written => written.Partition);

    public async Task RunAsync()
    {
        await using (DeviceWorker worker = await StartAsync())
        {
            _device.Random = new RandomFaults(_seed, Rates[_seed % Rates.Length], Operations);
            await Task.WhenAll([
                .. Enumerable.Range(0, Writers).Select(writer => WriteAsync(worker, writer)),
                .. Enumerable.Range(0, Readers).Select(reader => ReadAsync(worker, reader))]);
            await SettleAsync(worker);
            _device.Random = null;
            await MustBeWholeAsync(worker, Acknowledged);
            Assert.DoesNotContain(worker.Observer.Heard, heard => heard.Kind == PartitionChangeKind.Lost);
            if (_seed % 2 == 0)
            {
                await ReleaseAllAsync(worker);
                await worker.AssertIdleAsync();
            }
        }

        await using DeviceWorker restarted = await DeviceWorker.RestartAsync(_device);
        await MustHoldWhatWasPromisedAsync(restarted);
        await ReleaseAllAsync(restarted);
        await restarted.AssertIdleAsync();
        MustBeEmpty(restarted);
    }

    public void Dispose()
    {
        _checking.Dispose();
        _directory.Dispose();
    }

    private Task<DeviceWorker> StartAsync()
    {
        static void Server(DataServerOptions options)
        {
            options.FlushBytes = 4096;
            options.MaxConnections = 64;
            options.MaxWriteChannels = 64;
        }

        // One check that passes brings a disk back, and checks that meet each other are no sign of a slow one.
        static void Storage(StorageOptions options) =>
            (options.IoThreadsPerDirectory, options.GoodHealthChecks, options.BadHealthChecks) = (1, 1, 100);

        return DeviceWorker.StartAsync(_device, Server, keptBuffers: 24, Storage);
    }

    private async Task WriteAsync(DeviceWorker worker, int writer)
    {
        Random random = new(unchecked((_seed * 1009) + writer));
        for (int i = 0; i < PartitionsPerWriter; i++)
        {
            PartitionAttemptId attempt = Next();
            PlannedEnd planned = random.Next(6) switch { 0 => PlannedEnd.Abort, 1 => PlannedEnd.Leave, _ => PlannedEnd.Finish };
            WriteEnd end = default;
            for (int tried = 0; tried < MaxAttempts && !end.IsCommitted; tried++)
            {
                await CheckDiskAsync(worker);
                SamplePartition partition = _plans.Content(attempt with { Attempt = tried, Epoch = 1 + tried }, random.Next());
                end = await new PlannedWrite(partition, tried == 0 ? planned : PlannedEnd.Finish).RunAsync(worker);
                Assert.True(end.Code is ShuffleErrorCode.None or ShuffleErrorCode.DiskFailed or ShuffleErrorCode.WriteAborted, $"{partition.Attempt}: {end}");
                _written[partition.Attempt] = (partition, end);
            }
        }
    }

    private async Task ReadAsync(DeviceWorker worker, int reader)
    {
        Random random = new(unchecked((_seed * 2003) + reader));
        for (int i = 0; i < ReadsPerReader; i++)
        {
            SamplePartition[] there = [.. Acknowledged];
            if (there.Length == 0)
            {
                await CheckDiskAsync(worker);
                continue;
            }

            SamplePartition read = there[random.Next(there.Length)];
            ShuffleErrorCode code = await ReadEndings.ReadAsync(worker, read);
            Assert.True(code is ShuffleErrorCode.None or ShuffleErrorCode.DiskFailed, $"{read.Attempt}: {code}");
        }
    }

    private PartitionAttemptId Next()
    {
        lock (_planning)
        {
            return _plans.Next();
        }
    }

    private async Task CheckDiskAsync(DeviceWorker worker)
    {
        await _checking.WaitAsync();
        try
        {
            await CheckMarker.CheckAsync(worker.Store.Directories.All[0]);
        }
        finally
        {
            _checking.Release();
        }
    }

    // Whatever was begun has ended, and the threads that ended it have gone on.
    private static async Task SettleAsync(DeviceWorker worker)
    {
        HashSet<PartitionAttemptId> committed = [.. worker.Store.Inventory().Select(stored => stored.Attempt)];
        foreach ((_, PartitionAttemptId attempt) in worker.Observer.Heard.Where(heard => heard.Kind == PartitionChangeKind.Writing))
        {
            if (!committed.Contains(attempt))
            {
                await worker.Observer.HeardAsync(PartitionChangeKind.Failed, attempt);
            }
        }

        DataDirectory directory = worker.Store.Directories.All[0];
        await Rendezvous.OnAsync(directory.Queue, 1);
        await Rendezvous.OnAsync(worker.Store.SyncQueueOf(directory), 1);
        await Rendezvous.OnAsync(worker.Spiller!.Queue, 2);
    }

    private static async Task MustBeWholeAsync(DeviceWorker worker, IEnumerable<SamplePartition> partitions)
    {
        foreach (SamplePartition partition in partitions)
        {
            ShuffleErrorCode code = await ReadEndings.ReadAsync(worker, partition);
            Assert.True(code == ShuffleErrorCode.None, $"{partition.Attempt}, {partition.Durability}: {code}");
        }
    }

    private async Task MustHoldWhatWasPromisedAsync(DeviceWorker restarted)
    {
        PartitionAttemptId[] found = [.. restarted.Store.Inventory().Select(stored => stored.Attempt)];
        Assert.All(found, attempt => Assert.True(_written[attempt].End.IsFinishSent, $"{attempt} was never finished."));
        if (_seed % 2 == 0)
        {
            Assert.All(found, attempt => Assert.False(_written[attempt].End.IsCommitted, $"{attempt} was released."));
        }
        else
        {
            Assert.All(
                Acknowledged.Where(partition => partition.Durability != Durability.Memory),
                partition => Assert.True(found.Contains(partition.Attempt), $"{partition.Attempt}, {partition.Durability} is gone."));
        }

        await MustBeWholeAsync(restarted, found.Select(attempt => _written[attempt].Partition));
    }

    private static async Task ReleaseAllAsync(DeviceWorker worker)
    {
        foreach (StoredPartition stored in worker.Store.Inventory())
        {
            worker.Store.Release(stored.Attempt);
            await worker.Observer.HeardAsync(PartitionChangeKind.Released, stored.Attempt);
        }

        Assert.Empty(worker.Store.Attempts());
    }

    private void MustBeEmpty(DeviceWorker restarted)
    {
        Assert.Empty(_directory.PartitionFiles);
        Assert.Equal(0, restarted.Store.Directories.All[0].Load.StoredBytes);
        Assert.True(!OperatingSystem.IsLinux() || OpenFiles.Below(_directory.Path) == 0, "A file is still open.");
    }
}
