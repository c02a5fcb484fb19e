using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.Tests.DataPlane.Storage.PowerLoss;

/// <summary>
/// A real directory whose power can fail. Fault model: what was not synced is lost by chance, drawn from a seed. Bytes that were written after a file's last
/// sync survive page by page, or read as zeros, and the file may be cut after its last sync; a name that came after the last sync of its folder, by a create or
/// a rename, is there or not, or the old one is. What was synced survives. It never fails a call and never reorders what it acknowledged as synced.
/// </summary>
internal sealed class PowerLossDevice(string root) : IStorageDevice
{
    private const int PageBytes = 4096;

    private readonly LocalStorageDevice _device = new(root);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PowerLossFile> _names = [];
    private readonly Dictionary<string, PowerLossFile> _durableNames = [];

    public string? FileSystem => _device.FileSystem;

    public string Description => _device.Description;

    public IStorageFile Create(string name)
    {
        lock (_lock)
        {
            PowerLossFile file = new(_device.Create(name), Path.Combine(root, name));
            _names.Add(name, file);
            return file;
        }
    }

    public IStorageFile Open(string name) => _device.Open(name);

    public IStorageFile OpenWritable(string name) => throw new NotSupportedException("Only what is created is written here.");

    public void Rename(string name, string newName)
    {
        lock (_lock)
        {
            _device.Rename(name, newName);
            PowerLossFile file = _names[name];
            file.Path = Path.Combine(root, newName);
            _names.Remove(name);
            _names.Add(newName, file);
        }
    }

    public void Delete(string name)
    {
        lock (_lock)
        {
            _device.Delete(name);
            _names.Remove(name);
        }
    }

    public void SyncFolders(string name)
    {
        string? folder = Path.GetDirectoryName(name);
        lock (_lock)
        {
            foreach (string gone in _durableNames.Keys.Where(known => Path.GetDirectoryName(known) == folder && !_names.ContainsKey(known)).ToList())
            {
                _durableNames.Remove(gone);
            }

            foreach ((string known, PowerLossFile file) in _names.Where(known => Path.GetDirectoryName(known.Key) == folder))
            {
                _durableNames[known] = file;
            }
        }
    }

    public IEnumerable<string> List() => _device.List();

    public DateTimeOffset GetWriteTime(string name) => _device.GetWriteTime(name);

    public void SetWriteTime(string name, DateTimeOffset time) => _device.SetWriteTime(name, time);

    public int DeleteEmptyFolders(Func<string, bool> isOurs) => _device.DeleteEmptyFolders(isOurs);

    public long GetFreeBytes() => _device.GetFreeBytes();

    /// <summary>What the next start finds, written to another directory.</summary>
    public void LosePower(string target, Random chance)
    {
        lock (_lock)
        {
            Dictionary<string, PowerLossFile> found = new(_durableNames);
            foreach ((string name, PowerLossFile file) in _names.Where(known => _durableNames.GetValueOrDefault(known.Key) != known.Value))
            {
                if (chance.Next(3) > 0)
                {
                    found[name] = file;
                }
            }

            foreach ((string name, PowerLossFile file) in found)
            {
                string path = Path.Combine(target, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, Remains(file, chance));
            }
        }
    }

    private static byte[] Remains(PowerLossFile file, Random chance)
    {
        byte[] written = File.Exists(file.Path) ? File.ReadAllBytes(file.Path) : file.Synced;
        if (file.IsSynced || written.Length < file.Synced.Length)
        {
            return file.Synced;
        }

        if (chance.Next(3) == 0)
        {
            written = written[..chance.Next(file.Synced.Length, written.Length + 1)];
        }

        for (int page = 0; page * PageBytes < written.Length; page++)
        {
            Span<byte> bytes = written.AsSpan(page * PageBytes, Math.Min(PageBytes, written.Length - (page * PageBytes)));
            if (bytes.Length > 0 && (page + 1) * PageBytes > file.Synced.Length && chance.Next(8) == 0)
            {
                bytes[Math.Max(0, file.Synced.Length - (page * PageBytes))..].Clear();
            }
        }

        return written;
    }
}
