using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>
/// A real directory that writes down each call with the file it is for, and lets a test throw or hold it before it happens. It never tears a write and never
/// loses what it acknowledged.
/// </summary>
internal sealed class ScriptedDevice(string root) : IStorageDevice
{
    public const string FoldersOf = "folders of ";

    private readonly LocalStorageDevice _device = new(root);
    private readonly Lock _lock = new();
    private readonly List<(StorageOperation Operation, string Name)> _calls = [];

    // Each is a disk of its own.
    public string? FileSystem => null;

    public string Description => _device.Description;

    /// <summary>Runs before each call, on its thread.</summary>
    public Action<StorageOperation, string>? Before { get; set; }

    /// <summary>What it says about its space; null for the truth.</summary>
    public long? FreeBytes { get; set; }

    public IReadOnlyList<(StorageOperation Operation, string Name)> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    public static IOException Broken() => new("Input/output error", 5);

    public static IOException Full() => new("No space left on device", 28);

    /// <summary>The n-th call of one operation from now on throws; earlier and later ones work.</summary>
    public void FailOnce(StorageOperation failing, int call, Func<Exception> fault)
    {
        int left = call;
        Before = (operation, _) =>
        {
            if (operation == failing && Interlocked.Decrement(ref left) == 0)
            {
                throw fault();
            }
        };
    }

    public IStorageFile Create(string name)
    {
        Enter(StorageOperation.Create, name);
        return new ScriptedFile(this, name, _device.Create(name));
    }

    public IStorageFile Open(string name)
    {
        Enter(StorageOperation.Open, name);
        return new ScriptedFile(this, name, _device.Open(name));
    }

    public IStorageFile OpenWritable(string name)
    {
        Enter(StorageOperation.Open, name);
        return new ScriptedFile(this, name, _device.OpenWritable(name));
    }

    public void Rename(string name, string newName)
    {
        Enter(StorageOperation.Rename, name);
        _device.Rename(name, newName);
    }

    public void Delete(string name)
    {
        Enter(StorageOperation.Delete, name);
        _device.Delete(name);
    }

    public void SyncFolders(string name)
    {
        Enter(StorageOperation.Sync, FoldersOf + name);
        _device.SyncFolders(name);
    }

    public IEnumerable<string> List()
    {
        Enter(StorageOperation.List, "");
        return _device.List();
    }

    public DateTimeOffset GetWriteTime(string name) => _device.GetWriteTime(name);

    public void SetWriteTime(string name, DateTimeOffset time) => _device.SetWriteTime(name, time);

    public int DeleteEmptyFolders(Func<string, bool> isOurs) => _device.DeleteEmptyFolders(isOurs);

    public long GetFreeBytes() => FreeBytes ?? _device.GetFreeBytes();

    public void Enter(StorageOperation operation, string name)
    {
        lock (_lock)
        {
            _calls.Add((operation, name));
        }

        Before?.Invoke(operation, name);
    }
}
