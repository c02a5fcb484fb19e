using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.DataPlane.Storage.Directories;

/// <summary>The data directories of a worker. Chooses one for each new partition: the preferred kind first, in turn among those that take partitions.</summary>
internal sealed class DataDirectorySet : IDisposable
{
    private readonly DataDirectory[] _directories;
    private readonly DiskKind _preferred;
    private uint _turn;

    public DataDirectorySet(IEnumerable<(IStorageDevice Device, DiskKind Kind)> devices, StorageOptions options)
    {
        _preferred = options.PreferredDiskKind;
        _directories = [.. devices.Select(device => new DataDirectory(device.Device, device.Kind, options))];
    }

    public IReadOnlyList<DataDirectory> All => _directories;

    /// <summary>Whether any directory takes partitions.</summary>
    public bool TakesPartitions => _directories.Any(directory => directory.TakesPartitions);

    /// <summary>The directories of a worker as its options name them.</summary>
    public static DataDirectorySet OfLocal(StorageOptions options) =>
        DataDirectorySpec.TryParse(options.DataDirectories, out IReadOnlyList<DataDirectorySpec>? specs, out string? problem)
            ? new DataDirectorySet(specs.Select(spec => ((IStorageDevice)new LocalStorageDevice(spec.Path), spec.Kind)), options)
            : throw new ArgumentException(problem, nameof(options));

    /// <summary>A directory for a new partition, or null if none takes any.</summary>
    public DataDirectory? Choose() => Choose(null);

    /// <summary>A directory for a new partition, of the preferred kind while one of it takes any, or null if none does.</summary>
    public DataDirectory? Choose(DiskKind? preferred)
    {
        DiskKind first = preferred ?? _preferred;
        return ChooseOf(first) ?? ChooseOf(first == DiskKind.Ssd ? DiskKind.Hdd : DiskKind.Ssd);
    }

    public void Dispose()
    {
        foreach (DataDirectory directory in _directories)
        {
            directory.Dispose();
        }
    }

    private DataDirectory? ChooseOf(DiskKind kind)
    {
        uint start = Interlocked.Increment(ref _turn);
        for (uint i = 0; i < _directories.Length; i++)
        {
            DataDirectory directory = _directories[(start + i) % (uint)_directories.Length];
            if (directory.Kind == kind && directory.TakesPartitions)
            {
                return directory;
            }
        }

        return null;
    }
}
