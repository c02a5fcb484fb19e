using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>
/// A device of a few bytes. Fault model: what files hold and have set aside never exceeds <see cref="CapacityBytes"/>. A write that does not fit writes what
/// fits and then fails as Linux does on a full disk (IOException, HResult 28); a preallocation that does not fit does nothing and fails likewise. Deleting
/// gives the bytes back at once, open or not; discarding gives nothing back. Names, folders and the device's own books take no room. Never fails otherwise.
/// </summary>
internal sealed class TinyStorageDevice(IStorageDevice device, long capacityBytes) : IStorageDevice
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Extent> _files = [];

    public TinyStorageDevice(string root, long capacityBytes)
        : this(new LocalStorageDevice(root), capacityBytes)
    {
    }

    public long CapacityBytes => capacityBytes;

    /// <summary>What files hold and have set aside.</summary>
    public long UsedBytes
    {
        get
        {
            lock (_lock)
            {
                return _files.Values.Sum(file => file.End);
            }
        }
    }

    public string Description => device.Description;

    public string? FileSystem => null;

    public IStorageFile Create(string name)
    {
        IStorageFile file = device.Create(name);
        lock (_lock)
        {
            Extent extent = _files[name] = new Extent();
            return new TinyStorageFile(this, extent, file);
        }
    }

    public IStorageFile Open(string name) => Opened(name, device.Open(name));

    public IStorageFile OpenWritable(string name) => Opened(name, device.OpenWritable(name));

    private TinyStorageFile Opened(string name, IStorageFile file)
    {
        lock (_lock)
        {
            if (!_files.TryGetValue(name, out Extent? extent))
            {
                _files[name] = extent = new Extent { End = file.Length };
            }

            return new TinyStorageFile(this, extent, file);
        }
    }

    public void Rename(string name, string newName)
    {
        device.Rename(name, newName);
        lock (_lock)
        {
            if (_files.Remove(name, out Extent? extent))
            {
                _files[newName] = extent;
            }
        }
    }

    public void Delete(string name)
    {
        device.Delete(name);
        lock (_lock)
        {
            _files.Remove(name);
        }
    }

    public void SyncFolders(string name) => device.SyncFolders(name);

    public IEnumerable<string> List() => device.List();

    public DateTimeOffset GetWriteTime(string name) => device.GetWriteTime(name);

    public void SetWriteTime(string name, DateTimeOffset time) => device.SetWriteTime(name, time);

    public int DeleteEmptyFolders(Func<string, bool> isOurs) => device.DeleteEmptyFolders(isOurs);

    public long GetFreeBytes() => capacityBytes - UsedBytes;

    /// <summary>Takes what fits.</summary>
    /// <returns>Up to where the file may reach.</returns>
    public long Grow(Extent extent, long to, bool wholeOrNothing)
    {
        lock (_lock)
        {
            long used = _files.Values.Sum(file => file.End);
            long reach = Math.Min(to, Math.Max(extent.End, extent.End + capacityBytes - used));
            if (reach == to || !wholeOrNothing)
            {
                extent.End = Math.Max(extent.End, reach);
            }

            return reach;
        }
    }

    public void Cut(Extent extent, long to)
    {
        lock (_lock)
        {
            extent.End = to;
        }
    }

    /// <summary>What one file takes: everything up to its end, or to the end of what it has set aside.</summary>
    internal sealed class Extent
    {
        public long End { get; set; }
    }
}
