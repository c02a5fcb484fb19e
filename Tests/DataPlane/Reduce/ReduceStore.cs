using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.DataPlane.Storage.Reading;
using ShuffleOrleans.DataPlane.Storage.Recovery;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.DataPlane.Storage.Scrubbing;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>
/// A store over scripted directories, driven without sockets: for states and faults that a connection cannot bring about on purpose. Disposing it fails if a
/// buffer or a handle is left.
/// </summary>
internal sealed class ReduceStore : IDisposable
{
    private readonly TempDirectory[] _directories;
    private readonly MemoryLedger _ledger = new(new MemoryLedgerOptions { BudgetBytes = 64 * 1024 * 1024 });
    private readonly MemoryLedger _appends = new(new MemoryLedgerOptions { BudgetBytes = 64 * 1024 * 1024 });
    private readonly LedgerAccount _account;

    /// <param name="directories">How many, each a disk of its own.</param>
    /// <param name="configure">Changes the options.</param>
    /// <param name="freeBytesOfFirst">What the first says about its space.</param>
    /// <param name="appendBuffers">How many buffers of stretches may wait for others.</param>
    /// <param name="clock">For commits that wait for others; without one none does.</param>
    public ReduceStore(
        int directories = 1,
        Action<StorageOptions>? configure = null,
        long? freeBytesOfFirst = null,
        int appendBuffers = 100,
        TimeProvider? clock = null)
        : this([.. Enumerable.Range(0, directories).Select(_ => new TempDirectory())], configure, freeBytesOfFirst, appendBuffers, clock)
    {
    }

    private ReduceStore(
        TempDirectory[] directories, Action<StorageOptions>? configure, long? freeBytesOfFirst, int appendBuffers = 100, TimeProvider? clock = null)
    {
        StorageOptions options = new() { MinReservedBytes = 0, MaxIdleOpenPartitions = 0, MaxIdleReduceFiles = 0 };
        configure?.Invoke(options);
        _directories = directories;
        Devices = [.. _directories.Select(directory => new ScriptedDevice(directory.Path))];
        Devices[0].FreeBytes = freeBytesOfFirst;
        Set = new DataDirectorySet(Devices.Select(device => ((IStorageDevice)device, DiskKind.Ssd)), options);
        Quarantine = new DamagedFiles(new QuarantineOptions(), TimeProvider.System, NullLogger.Instance);
        Store = new PartitionStore(Set, Observer, options, Quarantine, NullLogger.Instance, appends: new AppendMemory(_appends, appendBuffers), clock: clock);
        Scrubber = new Scrubber(Store, new ScrubbingOptions { BytesPerSecond = 0 }, TimeProvider.System, NullLogger.Instance);
        _account = OpenAccount(_ledger.TotalBuffers / 2);
    }

    public ScriptedDevice[] Devices { get; }

    public ScriptedDevice Device => Devices[0];

    public DataDirectorySet Set { get; }

    public DamagedFiles Quarantine { get; }

    public PartitionStore Store { get; }

    /// <summary>Checks on demand only.</summary>
    public Scrubber Scrubber { get; }

    public RecordingObserver Observer { get; } = new();

    /// <summary>Buffers of channels.</summary>
    public int BuffersInUse => _ledger.InUseBuffers;

    /// <summary>Buffers in which stretches wait for others.</summary>
    public int AppendBuffersInUse => _appends.InUseBuffers;

    public string[] Files => [.. _directories.SelectMany(directory => directory.PartitionFiles)];

    /// <summary>Bytes that the directories believe to hold.</summary>
    public long StoredBytes => Set.All.Sum(directory => directory.Load.StoredBytes);

    public string PathOf(string name, int directory = 0) => _directories[directory].PathOf(name);

    /// <summary>The only file of a subpartition.</summary>
    public string ReduceFileOf(int subpartition) => PathOf(Files.Single(file => file.Contains($"reduce-{subpartition}-", StringComparison.Ordinal)));

    /// <summary>
    /// A new process over a copy of what lies in the directories at this moment, as one that was killed leaves it; it has not looked at it yet. With more
    /// directories than there are, some are copies of the same. The caller
    /// disposes it.
    /// </summary>
    public ReduceStore Killed(int? directories = null) =>
        new([.. Enumerable.Range(0, directories ?? _directories.Length).Select(i => _directories[i % _directories.Length].Copy())], null, null);

    /// <summary>A copy of what lies in the only directory at this moment, which the caller disposes or hands to <see cref="Over"/>.</summary>
    public TempDirectory Snapshot() => _directories.Single().Copy();

    /// <summary>A new process over such a copy, which it takes over; it has not looked at it yet.</summary>
    public static ReduceStore Over(TempDirectory snapshot) => new([snapshot], null, null);

    /// <summary>What <see cref="Killed"/> makes, and it has looked at it.</summary>
    public ReduceStore Restarted(Action<ReduceStore>? before = null)
    {
        ReduceStore restarted = Killed();
        before?.Invoke(restarted);
        restarted.Recover();
        return restarted;
    }

    public RecoveryReport Recover(RecoveryOptions? options = null) => TestStore.Recover(Store, Quarantine, options);

    public LedgerAccount OpenAccount(int buffers)
    {
        Assert.True(_ledger.TryOpenAccount("test", buffers, out LedgerAccount account));
        return account;
    }

    public DirectWrite Begin(SamplePartition partition, StorageChoice storage = default, ushort shareIndex = 0, ushort shareCount = 1)
    {
        OpenWriteMessage open = partition.Open with { Storage = storage, ShareIndex = shareIndex, ShareCount = shareCount };
        Assert.Equal(ShuffleErrorCode.None, Store.TryBeginWrite(open, out IPartitionWriter? writer));
        return new DirectWrite(writer!, partition, _account);
    }

    public void Commit(params SamplePartition[] partitions)
    {
        foreach (SamplePartition partition in partitions)
        {
            Begin(partition).All().Commit();
        }
    }

    /// <summary>Reads in stretches of random limits, with a seed, or as long as they come.</summary>
    public Dictionary<(int Producer, int Subpartition), byte[]> Read(OpenReduceReadMessage open, Random? limits = null) =>
        ReduceFrames.Sort(open, ReadBytes(open, limits));

    public byte[] ReadBytes(OpenReduceReadMessage open, Random? limits = null)
    {
        using OpenReduceFiles files = Store.OpenReduceRead(open);
        return ReadBytes(new ReduceCursor(files.InOrder()), limits);
    }

    public static byte[] ReadBytes(IFrameCursor cursor, Random? limits = null)
    {
        List<byte> bytes = [];
        while (!cursor.IsAtEnd)
        {
            FrameStretch stretch = limits is null
                ? cursor.Take(1 << 20, int.MaxValue)
                : cursor.Take(cursor.NextFrameLength + limits.Next(-1, 500), limits.Next(1, 10));
            byte[] piece = new byte[stretch.Length];
            stretch.Source?.Read(piece, stretch.Offset);
            bytes.AddRange(piece);
        }

        Assert.Equal(ReduceFrames.Count([.. bytes]).Digest, cursor.Digest);
        return [.. bytes];
    }

    public async Task ReleaseAsync(params SamplePartition[] partitions)
    {
        foreach (SamplePartition partition in partitions)
        {
            Store.Release(partition.Attempt);
            await Observer.HeardAsync(PartitionChangeKind.Released, partition.Attempt);
        }
    }

    /// <summary>No file, no folder, no handle, no buffer, and the directories know it.</summary>
    public void AssertNothingLeft()
    {
        Assert.Empty(Files);
        Assert.All(_directories, directory => Assert.Empty(directory.Folders));
        Assert.Equal(0, OpenHandles());
        Assert.Equal((0, 0, 0L), (BuffersInUse, AppendBuffersInUse, StoredBytes));
    }

    /// <summary>Handles of this process on files of these directories; 0 where the system does not tell.</summary>
    public int OpenHandles() => OperatingSystem.IsLinux() ? _directories.Sum(directory => OpenFiles.Below(directory.Path)) : 0;

    public void Dispose()
    {
        Scrubber.Dispose();
        Quarantine.Dispose();
        Store.Dispose();
        Assert.Equal(0, OpenHandles());
        _account.Close();
        _ledger.Dispose();
        _appends.Dispose();
        foreach (TempDirectory directory in _directories)
        {
            directory.Dispose();
        }
    }
}
