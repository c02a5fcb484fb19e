using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.DataPlane.Storage.Directories;

/// <summary>
/// The free space of one file system, shared by the data directories that lie on it: refreshed now and then, counted down by what any of them writes in
/// between. Thread-safe.
/// </summary>
internal sealed class FileSystemSpace(long minReservedBytes)
{
    private long _freeBytes;
    private int _directories;

    /// <summary>What may still be written, as far as known.</summary>
    public long UsableBytes => Math.Max(0, Volatile.Read(ref _freeBytes) - minReservedBytes);

    /// <summary>What of it falls to each directory when they divide it.</summary>
    public long UsableBytesPerDirectory => UsableBytes / Math.Max(1, Volatile.Read(ref _directories));

    /// <summary>One more directory lies on it.</summary>
    public void Join() => Interlocked.Increment(ref _directories);

    /// <summary>Asks the file system.</summary>
    /// <exception cref="IOException">It does not answer.</exception>
    public void Refresh(IStorageDevice device) => Volatile.Write(ref _freeBytes, device.GetFreeBytes());

    /// <summary>Something grew, or went (negative).</summary>
    public void OnStored(long bytes) => Interlocked.Add(ref _freeBytes, -bytes);
}
