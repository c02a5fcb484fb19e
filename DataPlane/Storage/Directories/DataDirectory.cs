using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Health;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.DataPlane.Storage.Directories;

/// <summary>
/// One data directory: its device, its I/O threads, and what is known of its space and health. Thread-safe. Owned by the partition store, which disposes it
/// after the last channel.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly DirectoryHealth _health;
    private readonly DirectoryProbe _probe;
    private readonly FileSystemSpace _space;
    private readonly long _maxUsableBytes;
    private long _storedBytes;
    private long _places;

    /// <param name="device">The disk.</param>
    /// <param name="kind">Its label.</param>
    /// <param name="options">Limits.</param>
    /// <param name="space">The space of its file system, which other directories may share; null if it has it to itself.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="openFiles">Counts open files, for several directories together; null if it has a limit to itself.</param>
    public DataDirectory(
        IStorageDevice device,
        DiskKind kind,
        StorageOptions options,
        FileSystemSpace? space = null,
        TimeProvider? time = null,
        OpenFileLimit? openFiles = null)
    {
        time ??= TimeProvider.System;
        _health = new DirectoryHealth(new DiskHealthLimits(options.SlowDiskThreshold, options.BadHealthChecks, options.GoodHealthChecks));
        _health.Changed += (from, to, reason) => StateChanged?.Invoke(this, from, to, reason);
        _space = space ?? new FileSystemSpace(options.MinReservedBytes);
        _space.Join();
        _maxUsableBytes = options.MaxUsableBytes;
        OpenFiles = openFiles is null ? new OpenFileLimit(options.MaxOpenFiles) : new OpenFileLimit(int.MaxValue, openFiles);
        Device = new WatchedStorageDevice(device, new OperationWatch(_health, time), OpenFiles);
        Kind = kind;
        Queue = new DiskQueue(device.Description, options.IoThreadsPerDirectory, options.MaxQueuedWorkPerDirectory);
        Reads = new ReadScheduler(Queue);
        _probe = new DirectoryProbe(device, _health, time);
        RefreshFreeBytes();
    }

    /// <summary>Raised after each change of <see cref="State"/>, on any thread: which directory, from, to, and why.</summary>
    public event Action<DataDirectory, DiskState, DiskState, string>? StateChanged;

    /// <summary>The disk. What it refuses and how long it takes counts for <see cref="State"/> by itself.</summary>
    public IStorageDevice Device { get; }

    public DiskKind Kind { get; }

    /// <summary>Counts its files that are open.</summary>
    public OpenFileLimit OpenFiles { get; }

    public DiskQueue Queue { get; }

    /// <summary>Where readers wait for what is not in memory.</summary>
    public ReadScheduler Reads { get; }

    /// <summary>What is thought of it now.</summary>
    public DiskState State => _health.State;

    /// <summary>What brought it into its state, for people; empty while it is healthy.</summary>
    public string StateReason => _health.Reason;

    /// <summary>
    /// What may still be written, as far as known: refreshed with every report to the control plane, and counted down by writes in between. Directories of one
    /// file system each have all of its space before them.
    /// </summary>
    public long UsableBytes => Math.Min(_space.UsableBytes, UnusedBytes);

    /// <summary>Whether it takes new partitions, be it as the last resort.</summary>
    public bool TakesPartitions => IsFit && UsableBytes > 0;

    /// <summary>Whether it takes new partitions while a healthy one does not have to be found first.</summary>
    public bool TakesPartitionsGladly => State == DiskState.Healthy && UsableBytes > 0;

    /// <summary>Whether its state lets it take new partitions, if it has room.</summary>
    public bool IsFit => State is DiskState.Healthy or DiskState.Slow;

    /// <summary>Its part of the worker's report: of a file system that it shares, its share.</summary>
    public DiskLoad Load => new(
        Device.Description, Kind, Math.Min(_space.UsableBytesPerDirectory, UnusedBytes), Volatile.Read(ref _storedBytes), IsFit)
    {
        State = State,
        Reason = StateReason,
    };

    private long UnusedBytes => Math.Max(0, _maxUsableBytes - Volatile.Read(ref _storedBytes));

    /// <summary>Asks the file system. One that cannot even tell its free space has failed.</summary>
    public void RefreshFreeBytes()
    {
        try
        {
            _space.Refresh(Device);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            OnFailed(e.Message);
        }
    }

    /// <summary>A partition grew, or went (negative).</summary>
    public void OnStored(long bytes)
    {
        Interlocked.Add(ref _storedBytes, bytes);
        _space.OnStored(bytes);
    }

    /// <summary>An operation that did not go through <see cref="Device"/> failed, for another reason than space.</summary>
    public void OnFailed(string reason = "an operation failed") => _health.OnFailed(reason);

    /// <summary>An operation that did not go through <see cref="Device"/> came back after so long.</summary>
    public void OnOperation(TimeSpan took) => _health.OnOperation(took);

    /// <summary>Has its health checked on one of its I/O threads; finds out first whether the last check has come back.</summary>
    public void Check() => _probe.Begin(Queue);

    /// <summary>
    /// An operator takes it out: it takes no new partitions and serves what it has. Remembered until <see cref="Include"/> or the end of the process.
    /// </summary>
    public void Exclude(string reason) => _health.Exclude(reason);

    /// <summary>An operator takes it back in: its health decides again. Does nothing if it is not excluded.</summary>
    public void Include() => _health.Include();

    /// <summary>A number for a new file, ascending: files that are made one after the other tend to lie behind each other.</summary>
    public long NextPlace() => Interlocked.Increment(ref _places);

    /// <summary>What the disk refused, as a typed error. The device has charged the disk already, if it is to blame.</summary>
    public ShuffleException Refused(Exception error) =>
        new(DiskFailure.CodeOf(error), $"{Device.Description}: {error.Message}", error);

    public void Dispose() => Queue.Dispose();
}
