namespace ShuffleOrleans.DataPlane.Storage.Directories;

/// <summary>The data directories of one kind of disk, which take new partitions in turn. Thread-safe.</summary>
internal sealed class DirectoryGroup(DataDirectory[] directories)
{
    private uint _turn;

    /// <summary>The next one of those that may; null if none may. One that may not does not give its turn to its neighbour alone.</summary>
    public DataDirectory? Next(Func<DataDirectory, bool> may)
    {
        int count = directories.Count(may);
        if (count == 0)
        {
            return null;
        }

        uint turn = Interlocked.Increment(ref _turn) % (uint)count;
        DataDirectory? last = null;
        foreach (DataDirectory directory in directories.Where(may))
        {
            last = directory;
            if (turn-- == 0)
            {
                break;
            }
        }

        return last;
    }
}
