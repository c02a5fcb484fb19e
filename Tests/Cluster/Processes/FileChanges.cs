namespace ShuffleOrleans.Tests.Cluster.Processes;

/// <summary>What happens in data directories, seen from outside: moments of a job that a test can wait for.</summary>
internal static class FileChanges
{
    /// <summary>Waits until so many files have come or got their names, in all data directories of a cluster, from now on or before.</summary>
    public static async Task CountAsync(ThreeSilos cluster, int count)
    {
        using SemaphoreSlim changed = new(0);
        FileSystemWatcher[] watchers = [.. cluster.Silos.Select(silo => Watch(silo.Place.DataDirectory, () => changed.Release()))];
        int before = Enumerable.Range(0, watchers.Length).Sum(index => cluster.FilesOf(index).Count);
        for (int seen = before; seen < count; seen++)
        {
            Assert.True(await changed.WaitAsync(Patience.Limit), $"Only {seen} files came.");
        }

        // What the watchers may still call uses the semaphore.
        Array.ForEach(watchers, watcher => watcher.EnableRaisingEvents = false);
        Array.ForEach(watchers, watcher => watcher.Dispose());
    }

    private static FileSystemWatcher Watch(string path, Action changed)
    {
        FileSystemWatcher watcher = new(path) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName };
        watcher.Created += (_, _) => changed();
        watcher.Renamed += (_, _) => changed();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }
}
