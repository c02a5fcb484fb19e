using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>
/// A real directory whose files are cold. Fault model: what a reader opens of the files a test chooses counts as not in memory until it was loaded, stretch by
/// stretch; a load can be held until the test lets it go, and can throw what the test says. A read that may wait always works. It never tears a write, never
/// returns wrong bytes, and never forgets what was loaded. Counts the files that are open.
/// </summary>
internal sealed class ColdStorageDevice(string root) : IStorageDevice
{
    private readonly LocalStorageDevice _device = new(root);
    private readonly Lock _lock = new();
    private readonly List<(string Name, long Offset, long Length)> _loads = [];
    private TaskCompletionSource? _allClosed;
    private int _open;

    public string Description => _device.Description;

    /// <summary>Which files are cold; all of them unless a test says otherwise.</summary>
    public Func<string, bool> IsCold { get; set; } = _ => true;

    /// <summary>Runs before each load, on the I/O thread: holds it by not returning, fails it by throwing.</summary>
    public Action<string>? BeforeLoad { get; set; }

    /// <summary>What was loaded, in order.</summary>
    public IReadOnlyList<(string Name, long Offset, long Length)> Loads
    {
        get
        {
            lock (_lock)
            {
                return [.. _loads];
            }
        }
    }

    /// <summary>Completes when no file is open.</summary>
    public Task AllClosedAsync()
    {
        lock (_lock)
        {
            if (_open == 0)
            {
                return Task.CompletedTask;
            }

            _allClosed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _allClosed.Task.OrFail();
        }
    }

    public int OpenFiles
    {
        get
        {
            lock (_lock)
            {
                return _open;
            }
        }
    }

    public IStorageFile Create(string name) => Opened(name, _device.Create(name), isCold: false);

    public IStorageFile Open(string name) => Opened(name, _device.Open(name), IsCold(name));

    public IStorageFile OpenWritable(string name) => Opened(name, _device.OpenWritable(name), IsCold(name));

    public void Rename(string name, string newName) => _device.Rename(name, newName);

    public void Delete(string name) => _device.Delete(name);

    public void SyncFolders(string name) => _device.SyncFolders(name);

    public IEnumerable<string> List() => _device.List();

    public string? FileSystem => _device.FileSystem;

    public DateTimeOffset GetWriteTime(string name) => _device.GetWriteTime(name);

    public void SetWriteTime(string name, DateTimeOffset time) => _device.SetWriteTime(name, time);

    public int DeleteEmptyFolders(Func<string, bool> isOurs) => _device.DeleteEmptyFolders(isOurs);

    public long GetFreeBytes() => _device.GetFreeBytes();

    public void OnLoading(string name, long offset, long length)
    {
        BeforeLoad?.Invoke(name);
        lock (_lock)
        {
            _loads.Add((name, offset, length));
        }
    }

    public void OnClosed()
    {
        lock (_lock)
        {
            if (--_open == 0)
            {
                _allClosed?.TrySetResult();
                _allClosed = null;
            }
        }
    }

    private ColdStorageFile Opened(string name, IStorageFile file, bool isCold)
    {
        lock (_lock)
        {
            _open++;
        }

        return new ColdStorageFile(this, name, file, isCold);
    }
}
