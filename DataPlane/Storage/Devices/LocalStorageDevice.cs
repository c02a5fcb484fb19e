namespace ShuffleOrleans.DataPlane.Storage.Devices;

/// <summary>A directory of the local file system.</summary>
internal sealed class LocalStorageDevice : IStorageDevice
{
    private const string LostAndFound = "lost+found";

    // Held while folders are made or taken away, so that none vanishes between its making and its first file.
    private readonly Lock _folders = new();
    private readonly string _root;

    /// <param name="root">An existing, writable directory.</param>
    public LocalStorageDevice(string root)
    {
        _root = Path.GetFullPath(root);
        FileSystem = LinuxStat.Of(_root)?.FileSystem;
        LinuxFolders.SpreadFoldersOf(_root);
    }

    public string Description => _root;

    public string? FileSystem { get; }

    public IStorageFile Create(string name)
    {
        string path = PathOf(name);
        try
        {
            return LocalStorageFile.Create(path);
        }
        catch (Exception e) when (e is DirectoryNotFoundException or FileNotFoundException)
        {
            // The first file of a data set, or its folder was just cleaned away by the release of the last one.
            lock (_folders)
            {
                MakeFolder(Path.GetDirectoryName(path)!);
                return LocalStorageFile.Create(path);
            }
        }
    }

    public IStorageFile Open(string name) => Open(name, FileAccess.Read);

    public IStorageFile OpenWritable(string name) => Open(name, FileAccess.ReadWrite);

    public void Rename(string name, string newName)
    {
        string path = PathOf(name);
        string newPath = PathOf(newName);
        if (!OperatingSystem.IsLinux() || !LinuxNames.TryRename(path, newPath))
        {
            File.Move(path, newPath, overwrite: false);
        }
    }

    public void Delete(string name)
    {
        string path = PathOf(name);
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            return;
        }

        lock (_folders)
        {
            DeleteEmptyFoldersAbove(path);
        }
    }

    public void SyncFolders(string name)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        for (string folder = Path.GetDirectoryName(PathOf(name))!; folder.Length >= _root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            LinuxFiles.SyncFolder(folder);
        }
    }

    // The root of a mounted file system has a folder that belongs to the system and that nobody else may look into.
    public IEnumerable<string> List() => Directory.EnumerateFiles(_root)
        .Concat(Directory.EnumerateDirectories(_root)
            .Where(folder => Path.GetFileName(folder) != LostAndFound)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)))
        .Select(path => Path.GetRelativePath(_root, path));

    public DateTimeOffset GetWriteTime(string name) => File.GetLastWriteTimeUtc(PathOf(name));

    public void SetWriteTime(string name, DateTimeOffset time) => File.SetLastWriteTimeUtc(PathOf(name), time.UtcDateTime);

    public int DeleteEmptyFolders(Func<string, bool> isOurs)
    {
        int deleted = 0;
        string[] folders = Directory.GetDirectories(_root, "*", SearchOption.AllDirectories);
        lock (_folders)
        {
            foreach (string folder in folders.OrderByDescending(folder => folder.Length))
            {
                if (isOurs(Path.GetRelativePath(_root, folder)) && !Directory.EnumerateFileSystemEntries(folder).Any())
                {
                    Directory.Delete(folder, recursive: false);
                    deleted++;
                }
            }
        }

        return deleted;
    }

    public long GetFreeBytes() => new DriveInfo(_root).AvailableFreeSpace;

    private LocalStorageFile Open(string name, FileAccess access)
    {
        try
        {
            return LocalStorageFile.Open(PathOf(name), access);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new FileNotFoundException($"{name} is not in {_root}.", e);
        }
    }

    // From the root downwards, and each that is made spreads what comes below it: a job its data sets.
    private void MakeFolder(string path)
    {
        if (path.Length > _root.Length && !Directory.Exists(path))
        {
            string parent = Path.GetDirectoryName(path)!;
            MakeFolder(parent);
            LinuxFolders.SpreadFoldersOf(parent);
            Directory.CreateDirectory(path);
        }
    }

    private string PathOf(string name) => Path.Combine(_root, name);

    private void DeleteEmptyFoldersAbove(string path)
    {
        for (string? folder = Path.GetDirectoryName(path); folder is not null && folder.Length > _root.Length; folder = Path.GetDirectoryName(folder))
        {
            if (!TryDelete(folder))
            {
                // Not empty: another partition lives there, or has just come.
                return;
            }
        }
    }

    private static bool TryDelete(string folder)
    {
        if (OperatingSystem.IsLinux())
        {
            return LinuxNames.TryRemoveFolder(folder);
        }

        try
        {
            Directory.Delete(folder, recursive: false);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
