using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.DataPlane.Storage.Directories;

/// <summary>
/// Finds out which data directories lie on one file system, so that its free space is not counted twice. A device that cannot tell counts as one with a file
/// system of its own.
/// </summary>
internal sealed class FileSystems(long minReservedBytes)
{
    private readonly Dictionary<string, FileSystemSpace> _known = [];

    public FileSystemSpace SpaceOf(IStorageDevice device)
    {
        if (device.FileSystem is not string name)
        {
            return new FileSystemSpace(minReservedBytes);
        }

        if (!_known.TryGetValue(name, out FileSystemSpace? space))
        {
            _known[name] = space = new FileSystemSpace(minReservedBytes);
        }

        return space;
    }
}
