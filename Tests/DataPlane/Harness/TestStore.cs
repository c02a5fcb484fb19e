using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.DataPlane.Storage.Recovery;
using ShuffleOrleans.DataPlane.Storage.Scrubbing;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>A store over devices of the test's choice with its recovery, quarantine and scrubber, on a clock of the test's; no network.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly RecoveryOptions _recovery;

    /// <param name="devices">One for each data directory.</param>
    /// <param name="clock">The clock; a fresh one if null.</param>
    /// <param name="quarantine">Changes the quarantine's options.</param>
    /// <param name="scrubbing">Changes the scrubber's options.</param>
    /// <param name="recovery">How to recover.</param>
    public TestStore(
        IEnumerable<IStorageDevice> devices,
        ManualTimeProvider? clock = null,
        Action<QuarantineOptions>? quarantine = null,
        Action<ScrubbingOptions>? scrubbing = null,
        RecoveryOptions? recovery = null)
    {
        Clock = clock ?? new ManualTimeProvider();
        _recovery = recovery ?? new RecoveryOptions();
        StorageOptions storage = new() { MinReservedBytes = 0, MaxIdleOpenPartitions = 0, MaxIdleReduceFiles = 0, IoThreadsPerDirectory = 1 };
        QuarantineOptions quarantineOptions = new();
        quarantine?.Invoke(quarantineOptions);
        ScrubbingOptions scrubbingOptions = new();
        scrubbing?.Invoke(scrubbingOptions);
        Directories = new DataDirectorySet(devices.Select(device => (device, DiskKind.Ssd)), storage);
        Quarantine = new DamagedFiles(quarantineOptions, Clock, NullLogger.Instance);
        Store = new PartitionStore(Directories, Observer, storage, Quarantine, NullLogger.Instance);
        Scrubber = new Scrubber(Store, scrubbingOptions, Clock, NullLogger.Instance);
    }

    public ManualTimeProvider Clock { get; }

    public DataDirectorySet Directories { get; }

    public RecordingObserver Observer { get; } = new();

    public DamagedFiles Quarantine { get; }

    public PartitionStore Store { get; }

    public Scrubber Scrubber { get; }

    /// <summary>What is counted as stored on all disks.</summary>
    public long StoredBytes => Directories.All.Sum(directory => directory.Load.StoredBytes);

    public RecoveryReport Recover() => Recover(Store, Quarantine, _recovery, Clock);

    /// <summary>What a start does with what a store's directories hold.</summary>
    public static RecoveryReport Recover(PartitionStore store, DamagedFiles quarantine, RecoveryOptions? options = null, TimeProvider? clock = null)
    {
        options ??= new RecoveryOptions();
        clock ??= TimeProvider.System;
        IStoredFileHandler[] handlers =
        [
            new PartitionRecovery(store, quarantine, options.VerifyIndexesAtStart),
            new ReduceFileRecovery(store, clock),
            new PartialFileRecovery(),
            new QuarantineRecovery(quarantine),
        ];
        return new StorageRecovery(store.Directories, handlers, options, clock, NullLogger.Instance).Run();
    }

    /// <summary>Completes when all work queued so far is done: one thread a directory.</summary>
    public async Task DiskDoneAsync()
    {
        foreach (DataDirectory directory in Directories.All)
        {
            DiskSignal signal = new();
            Assert.True(directory.Queue.TryEnqueue(signal));
            await signal.Reached.OrFail();
        }
    }

    public void Dispose()
    {
        Scrubber.Dispose();
        Quarantine.Dispose();
        Store.Dispose();
    }
}
