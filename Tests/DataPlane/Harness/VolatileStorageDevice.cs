using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>
/// A device over a real directory that can lose power. Fault model: <see cref="LosePower"/> drops everything that was not synced and keeps everything that was.
/// The bytes of a file are as at its last <see cref="IStorageFile.Sync"/>; the names in a folder are as at the last
/// <see cref="IStorageDevice.SyncFolders"/> that covered it, so that a create, rename or delete since then has not happened. A synced name of a file that
/// was never synced is an empty file; or, where the test wants lengths to survive, one of zeros, as some file systems leave it. Without power every
/// call fails. It never keeps by luck what was not synced, and never tears a sync. What was there before the device was made counts as synced; files that
/// did not come through it are left alone. Handles are real.
/// </summary>
internal sealed class VolatileStorageDevice : IStorageDevice
{
    private readonly Lock _lock = new();
    private readonly LocalStorageDevice _device;
    private readonly Dictionary<string, VolatileContent> _present;
    private Dictionary<string, VolatileContent> _synced;
    private bool _hasPower = true;
    private int _losses;

    public VolatileStorageDevice(string root)
    {
        _device = new LocalStorageDevice(root);
        _present = _device.List().ToDictionary(name => name, ReadContent);
        _synced = new(_present);
    }

    public string Description => _device.Description;

    public string? FileSystem => _device.FileSystem;

    /// <summary>The machine stops in this moment, and the disk is as a new start will find it. Open files are dead for ever.</summary>
    /// <param name="lengthsSurvive">Whether a file keeps the length that it had; what was not synced of it is zeros then.</param>
    public void LosePower(bool lengthsSurvive = false)
    {
        lock (_lock)
        {
            _hasPower = false;
            _losses++;
            foreach (string name in _present.Keys)
            {
                _device.Delete(name);
            }

            _present.Clear();
            foreach ((string name, VolatileContent content) in _synced)
            {
                VolatileContent survivor = content.Survivor(lengthsSurvive);
                using IStorageFile file = _device.Create(name);
                file.Write(survivor.Synced, 0);
                _present[name] = survivor;
            }

            _synced = new(_present);
        }
    }

    /// <summary>The machine starts again.</summary>
    public void ReturnPower()
    {
        lock (_lock)
        {
            _hasPower = true;
        }
    }

    public IStorageFile Create(string name) => Powered(() =>
    {
        IStorageFile file = _device.Create(name);
        return new VolatileStorageFile(this, _losses, _present[name] = new VolatileContent([]), file);
    });

    public IStorageFile Open(string name) => Powered(() =>
    {
        IStorageFile file = _device.Open(name);
        return new VolatileStorageFile(this, _losses, _present[name], file);
    });

    public IStorageFile OpenWritable(string name) => Powered(() =>
    {
        IStorageFile file = _device.OpenWritable(name);
        return new VolatileStorageFile(this, _losses, _present[name], file);
    });

    public void Rename(string name, string newName) => Powered(() =>
    {
        _device.Rename(name, newName);
        _present.Remove(name, out VolatileContent? content);
        _present[newName] = content!;
        return true;
    });

    public void Delete(string name) => Powered(() =>
    {
        _device.Delete(name);
        return _present.Remove(name);
    });

    public void SyncFolders(string name) => Powered(() =>
    {
        for (string? folder = Path.GetDirectoryName(name); folder is not null; folder = folder.Length == 0 ? null : Path.GetDirectoryName(folder))
        {
            SyncFolder(folder);
        }

        return true;
    });

    public IEnumerable<string> List() => Powered(() => _present.Keys.ToArray());

    public DateTimeOffset GetWriteTime(string name) => _device.GetWriteTime(name);

    public void SetWriteTime(string name, DateTimeOffset time) => _device.SetWriteTime(name, time);

    public int DeleteEmptyFolders(Func<string, bool> isOurs) => _device.DeleteEmptyFolders(isOurs);

    public long GetFreeBytes() => Powered(_device.GetFreeBytes);

    /// <summary>Runs an operation on a file, alone, unless the power is gone or was lost since the file was opened.</summary>
    internal T Powered<T>(int lossesAtOpen, Func<T> operation) => Powered(
        () => lossesAtOpen == _losses ? operation() : throw new IOException("The file was open when the power went.", 5));

    private T Powered<T>(Func<T> operation)
    {
        lock (_lock)
        {
            return _hasPower ? operation() : throw new IOException("The power is gone.", 5);
        }
    }

    // The folder's names become those of now; a folder in it that is gone takes along whatever was in it.
    private void SyncFolder(string folder)
    {
        foreach (string name in _synced.Keys.Where(name => IsIn(folder, name) && !_present.ContainsKey(name)).ToArray())
        {
            string entry = EntryOf(folder, name);
            if (entry == name || !_present.Keys.Any(other => other.StartsWith(entry + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            {
                _synced.Remove(name);
            }
        }

        foreach ((string name, VolatileContent content) in _present)
        {
            if (IsIn(folder, name) && EntryOf(folder, name) == name)
            {
                _synced[name] = content;
            }
        }
    }

    private static bool IsIn(string folder, string name) =>
        folder.Length == 0 || name.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // The file or folder directly in a folder on the way to a file.
    private static string EntryOf(string folder, string name)
    {
        int end = name.IndexOf(Path.DirectorySeparatorChar, folder.Length == 0 ? 0 : folder.Length + 1);
        return end < 0 ? name : name[..end];
    }

    private VolatileContent ReadContent(string name)
    {
        using IStorageFile file = _device.Open(name);
        byte[] bytes = new byte[file.Length];
        file.Read(bytes, 0);
        return new VolatileContent(bytes);
    }
}
