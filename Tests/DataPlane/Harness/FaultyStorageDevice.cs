using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>
/// A real directory behind faults. Fault model: from a chosen call of one operation on, counted over all files, that operation throws what the test says,
/// before it does anything; all other operations work.
/// A call can also be held until the test lets it go. It never tears a write, never loses what it acknowledged, returns wrong bytes for the one read that a test names only, and its handles are
/// real, so ranges sent by the system from an open file never fail.
/// </summary>
internal sealed class FaultyStorageDevice(string root) : IStorageDevice
{
    private readonly LocalStorageDevice _device = new(root);
    private readonly Lock _lock = new();
    private readonly Dictionary<StorageOperation, int> _calls = [];

    public string Description => _device.Description;

    /// <summary>Which operation fails.</summary>
    public StorageOperation Failing { get; set; }

    /// <summary>From which call of it on, counted from 1; 0 for never.</summary>
    public int FailFrom { get; set; }

    /// <summary>With what.</summary>
    public Func<Exception> Fault { get; set; } = () => new IOException("Input/output error", 5);

    /// <summary>Which read, counted from 1, finds its first bit flipped in memory; 0 for none.</summary>
    public int FlippedRead { get; set; }

    /// <summary>Runs before each call, on the I/O thread: holds it by not returning.</summary>
    public Action<StorageOperation>? Before { get; set; }

    public int CallsOf(StorageOperation operation)
    {
        lock (_lock)
        {
            return _calls.GetValueOrDefault(operation);
        }
    }

    public IStorageFile Create(string name)
    {
        Enter(StorageOperation.Create);
        return new FaultyStorageFile(this, _device.Create(name));
    }

    public IStorageFile Open(string name)
    {
        Enter(StorageOperation.Open);
        return new FaultyStorageFile(this, _device.Open(name));
    }

    public void Rename(string name, string newName)
    {
        Enter(StorageOperation.Rename);
        _device.Rename(name, newName);
    }

    public void Delete(string name)
    {
        Enter(StorageOperation.Delete);
        _device.Delete(name);
    }

    public void SyncFolders(string name)
    {
        Enter(StorageOperation.Sync);
        _device.SyncFolders(name);
    }

    public IEnumerable<string> List()
    {
        Enter(StorageOperation.List);
        return _device.List();
    }

    public DateTimeOffset GetWriteTime(string name)
    {
        Enter(StorageOperation.WriteTime);
        return _device.GetWriteTime(name);
    }

    public void SetWriteTime(string name, DateTimeOffset time)
    {
        Enter(StorageOperation.WriteTime);
        _device.SetWriteTime(name, time);
    }

    public int DeleteEmptyFolders(Func<string, bool> isOurs)
    {
        Enter(StorageOperation.DeleteFolders);
        return _device.DeleteEmptyFolders(isOurs);
    }

    public long GetFreeBytes() => _device.GetFreeBytes();

    public void Enter(StorageOperation operation)
    {
        Before?.Invoke(operation);
        bool fails;
        lock (_lock)
        {
            int call = _calls.GetValueOrDefault(operation) + 1;
            _calls[operation] = call;
            fails = operation == Failing && FailFrom > 0 && call >= FailFrom;
        }

        if (fails)
        {
            throw Fault();
        }
    }
}
