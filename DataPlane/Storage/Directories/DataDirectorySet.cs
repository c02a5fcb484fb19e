using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.DataPlane.Storage.Directories;

/// <summary>
/// The data directories of a worker. Chooses one for each new partition: of the kind that the job prefers, else of the worker's, else of the other; in turn
/// among those that take partitions; a slow one only where no healthy one of any kind does.
/// </summary>
internal sealed class DataDirectorySet : IDisposable
{
    private readonly DataDirectory[] _directories;
    private readonly DirectoryGroup _ssds;
    private readonly DirectoryGroup _hdds;
    private readonly DiskKind _preferred;

    public DataDirectorySet(IEnumerable<(IStorageDevice Device, DiskKind Kind)> devices, StorageOptions options, TimeProvider? time = null)
    {
        _preferred = options.PreferredDiskKind;
        OpenFiles = new OpenFileLimit(options.MaxOpenFiles);
        FileSystems systems = new(options.MinReservedBytes);
        _directories = [.. devices.Select(device => new DataDirectory(
            device.Device, device.Kind, options, systems.SpaceOf(device.Device), time, OpenFiles))];
        _ssds = new DirectoryGroup([.. _directories.Where(directory => directory.Kind == DiskKind.Ssd)]);
        _hdds = new DirectoryGroup([.. _directories.Where(directory => directory.Kind == DiskKind.Hdd)]);
    }

    public IReadOnlyList<DataDirectory> All => _directories;

    /// <summary>Counts the files that are open in any directory.</summary>
    public OpenFileLimit OpenFiles { get; }

    /// <summary>Whether any directory takes partitions.</summary>
    public bool TakesPartitions => _directories.Any(directory => directory.TakesPartitions);

    /// <summary>What to answer where <see cref="Choose(StorageChoice)"/> finds none: the disks that would be fit are full, or none is fit.</summary>
    public ShuffleErrorCode Refusal => _directories.Any(directory => directory is { IsFit: true, TakesPartitions: false }) ? ShuffleErrorCode.DiskFull : ShuffleErrorCode.DiskFailed;

    /// <summary>The directories of a worker as its options name them.</summary>
    public static DataDirectorySet OfLocal(StorageOptions options, TimeProvider? time = null) =>
        DataDirectorySpec.TryParse(options.DataDirectories, out IReadOnlyList<DataDirectorySpec>? specs, out string? problem)
            ? new DataDirectorySet(specs.Select(spec => ((IStorageDevice)new LocalStorageDevice(spec.Path), spec.Kind)), options, time)
            : throw new ArgumentException(problem, nameof(options));

    /// <summary>The directory that an operator names.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.InvalidRequest"/>: there is no such directory.</exception>
    public DataDirectory Named(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string wanted = DataDirectorySpec.Normalize(path);
        IEnumerable<string> known = _directories.Select(directory => directory.Device.Description);
        return _directories.FirstOrDefault(directory => directory.Device.Description == wanted)
            ?? throw new ShuffleException(
                ShuffleErrorCode.InvalidRequest, $"'{path}' is not a data directory of this worker. It has {string.Join(", ", known)}.");
    }

    /// <summary>What is the matter with each directory, for people.</summary>
    public string WhyNoneTakesPartitions() =>
        $"No data directory takes new partitions: {string.Join("; ", _directories.Select(directory => directory.IsFit
            ? $"{directory.Device.Description} has no usable space"
            : $"{directory.Device.Description} is {directory.State} ({directory.StateReason})"))}.";

    /// <summary>A directory for a new partition of a job that does not choose, or null if none takes any.</summary>
    public DataDirectory? Choose() => Choose(preferred: null);

    /// <summary>A directory for a new partition, as its job chooses, or null if none takes any: <see cref="Refusal"/>.</summary>
    public DataDirectory? Choose(StorageChoice choice) => Choose(choice.PreferredDiskKind);

    /// <summary>A directory for a new partition, of this kind if possible, or null if none takes any: <see cref="Refusal"/>.</summary>
    public DataDirectory? Choose(DiskKind? preferred)
    {
        // With two kinds, what comes after the job's is the worker's or the other, which is the same.
        bool ssdsFirst = (preferred ?? _preferred) == DiskKind.Ssd;
        DirectoryGroup first = ssdsFirst ? _ssds : _hdds;
        DirectoryGroup second = ssdsFirst ? _hdds : _ssds;
        return first.Next(Gladly) ?? second.Next(Gladly) ?? first.Next(AtAll) ?? second.Next(AtAll);

        static bool Gladly(DataDirectory directory) => directory.TakesPartitionsGladly;
        static bool AtAll(DataDirectory directory) => directory.TakesPartitions;
    }

    public void Dispose()
    {
        foreach (DataDirectory directory in _directories)
        {
            directory.Dispose();
        }
    }
}
