using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>A real directory that counts what it is asked to do, one for each call of the system. It never fails.</summary>
internal sealed class CountingStorageDevice(string root) : IStorageDevice
{
    private readonly LocalStorageDevice _device = new(root);
    private readonly int[] _calls = new int[Enum.GetValues<StorageOperation>().Length];
    private int _closes;
    private long _writtenBytes;

    public string Description => _device.Description;

    public string? FileSystem => null;

    public int Closes => Volatile.Read(ref _closes);

    public long WrittenBytes => Volatile.Read(ref _writtenBytes);

    public int this[StorageOperation operation] => Volatile.Read(ref _calls[(int)operation]);

    public void Count(StorageOperation operation) => Interlocked.Increment(ref _calls[(int)operation]);

    public void CountWrite(long bytes)
    {
        Count(StorageOperation.Write);
        Interlocked.Add(ref _writtenBytes, bytes);
    }

    public void CountClose() => Interlocked.Increment(ref _closes);

    /// <summary>Begins to count anew.</summary>
    public void Reset()
    {
        Array.Clear(_calls);
        _closes = 0;
        _writtenBytes = 0;
    }

    public IStorageFile Create(string name)
    {
        Count(StorageOperation.Create);
        return new CountingStorageFile(this, _device.Create(name));
    }

    public IStorageFile Open(string name)
    {
        Count(StorageOperation.Open);
        return new CountingStorageFile(this, _device.Open(name));
    }

    public IStorageFile OpenWritable(string name)
    {
        Count(StorageOperation.Open);
        return new CountingStorageFile(this, _device.OpenWritable(name));
    }

    public void Rename(string name, string newName)
    {
        Count(StorageOperation.Rename);
        _device.Rename(name, newName);
    }

    public void Delete(string name)
    {
        Count(StorageOperation.Delete);
        _device.Delete(name);
    }

    public void SyncFolders(string name)
    {
        Count(StorageOperation.Sync);
        _device.SyncFolders(name);
    }

    public IEnumerable<string> List() => _device.List();

    public DateTimeOffset GetWriteTime(string name) => _device.GetWriteTime(name);

    public void SetWriteTime(string name, DateTimeOffset time) => _device.SetWriteTime(name, time);

    public int DeleteEmptyFolders(Func<string, bool> isOurs) => _device.DeleteEmptyFolders(isOurs);

    public long GetFreeBytes() => _device.GetFreeBytes();
}
