using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.DataPlane.Storage.Health;

/// <summary>
/// A device that tells the health of its directory how long each operation took and what blames the disk, so that no caller has to. Ranges that the system
/// sends straight from an open file go past it: whoever sends tells of their errors. It also counts the open files against their limit.
/// </summary>
internal sealed class WatchedStorageDevice(IStorageDevice device, OperationWatch watch, OpenFileLimit openFiles) : IStorageDevice
{
    public string Description => device.Description;

    public string? FileSystem => device.FileSystem;

    public IStorageFile Create(string name) => Opened(() => device.Create(name));

    public IStorageFile Open(string name) => Opened(() => device.Open(name));

    public IStorageFile OpenWritable(string name) => Opened(() => device.OpenWritable(name));

    public void Rename(string name, string newName) => Watch(() => device.Rename(name, newName));

    public void Delete(string name) => Watch(() => device.Delete(name));

    public void SyncFolders(string name) => Watch(() => device.SyncFolders(name));

    public DateTimeOffset GetWriteTime(string name) => Watch(() => device.GetWriteTime(name));

    public void SetWriteTime(string name, DateTimeOffset time) => Watch(() => device.SetWriteTime(name, time));

    public int DeleteEmptyFolders(Func<string, bool> isOurs) => Watch(() => device.DeleteEmptyFolders(isOurs));

    public IEnumerable<string> List() => device.List();

    public long GetFreeBytes() => Watch(device.GetFreeBytes);

    private WatchedStorageFile Opened(Func<IStorageFile> open)
    {
        openFiles.Enter();
        try
        {
            while (true)
            {
                try
                {
                    return new WatchedStorageFile(Watch(open), watch, openFiles);
                }
                catch (Exception e) when (DiskFailure.IsTooManyFiles(e) && openFiles.TryCloseUnused())
                {
                    // The system allows fewer than the options say. One that nobody uses gave way: once more.
                }
            }
        }
        catch
        {
            openFiles.Leave();
            throw;
        }
    }

    private void Watch(Action operation) => Watch(() =>
    {
        operation();
        return true;
    });

    private T Watch<T>(Func<T> operation)
    {
        long begun = watch.Begin();
        try
        {
            return operation();
        }
        catch (Exception e) when (DiskFailure.BlamesDisk(e))
        {
            watch.OnFailed(e);
            throw;
        }
        finally
        {
            watch.End(begun);
        }
    }
}
