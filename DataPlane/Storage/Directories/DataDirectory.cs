using ShuffleOrleans.DataPlane.Storage.Devices;
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
    // Linux reports a full disk with this number.
    private const int NoSpaceLeft = 28;

    private readonly long _minReservedBytes;
    private long _places;
    private long _freeBytes;
    private long _storedBytes;
    private volatile bool _healthy = true;

    public DataDirectory(IStorageDevice device, DiskKind kind, StorageOptions options)
    {
        Device = device;
        Kind = kind;
        Queue = new DiskQueue(device.Description, options.IoThreadsPerDirectory);
        Reads = new ReadScheduler(Queue);
        _minReservedBytes = options.MinReservedBytes;
        RefreshFreeBytes();
    }

    public IStorageDevice Device { get; }

    public DiskKind Kind { get; }

    public DiskQueue Queue { get; }

    /// <summary>Where readers wait for what is not in memory.</summary>
    public ReadScheduler Reads { get; }

    /// <summary>What may still be written, as far as known: refreshed with every report to the control plane, and counted down by writes in between.</summary>
    public long UsableBytes => Math.Max(0, Volatile.Read(ref _freeBytes) - _minReservedBytes);

    /// <summary>Whether it takes new partitions.</summary>
    public bool TakesPartitions => _healthy && UsableBytes > 0;

    public DiskLoad Load => new(Device.Description, Kind, UsableBytes, Volatile.Read(ref _storedBytes), _healthy);

    /// <summary>A number for a new file, ascending: files that are made one after the other tend to lie behind each other.</summary>
    public long NextPlace() => Interlocked.Increment(ref _places);

    /// <summary>Asks the file system.</summary>
    public void RefreshFreeBytes()
    {
        try
        {
            Volatile.Write(ref _freeBytes, Device.GetFreeBytes());
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            // A directory that cannot even tell its free space takes no more partitions.
            _healthy = false;
        }
    }

    /// <summary>A partition grew, or went (negative).</summary>
    public void OnStored(long bytes)
    {
        Interlocked.Add(ref _storedBytes, bytes);
        Interlocked.Add(ref _freeBytes, -bytes);
    }

    /// <summary>An operation failed for another reason than space.</summary>
    public void OnFailed() => _healthy = false;

    /// <summary>What the disk refused, as a typed error; the disk is charged unless it is only full.</summary>
    public ShuffleException Refused(Exception error)
    {
        bool full = error is IOException { HResult: NoSpaceLeft };
        if (!full)
        {
            OnFailed();
        }

        ShuffleErrorCode code = full ? ShuffleErrorCode.DiskFull : ShuffleErrorCode.DiskFailed;
        return new ShuffleException(code, $"{Device.Description}: {error.Message}", error);
    }

    public void Dispose() => Queue.Dispose();
}
