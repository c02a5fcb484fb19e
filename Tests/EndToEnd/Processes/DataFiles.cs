namespace ShuffleOrleans.Tests.EndToEnd.Processes;

/// <summary>The files of a service's data directory, seen from outside while it runs.</summary>
internal sealed class DataFiles(TestDirectory directory)
{
    private readonly string _path = directory.Sub("data");

    /// <summary>Files of partitions whose names are like this.</summary>
    public IReadOnlyList<string> Named(string pattern) => Directory.GetFiles(_path, pattern, SearchOption.AllDirectories);

    /// <summary>Turns one bit of a file over, where it lies.</summary>
    public static void Flip(string path, int offset)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = offset;
        int old = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(old ^ 1));
    }

    /// <summary>No partition, whole, partial, shared or damaged, and no folder of one.</summary>
    public static void MustBeGone(TestDirectory directory)
    {
        Assert.DoesNotContain(Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories), IsPartition);
        Assert.Empty(Directory.EnumerateDirectories(directory.Sub("data")));
    }

    /// <summary>Waits until no file of any job is left, looking again after each deletion.</summary>
    public async Task AllGoneAsync()
    {
        using SemaphoreSlim deleted = new(0);
        using FileSystemWatcher watcher = new(_path) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName };
        watcher.Deleted += (_, _) => deleted.Release();
        watcher.EnableRaisingEvents = true;
        while (OfJobs().Any())
        {
            Assert.True(await deleted.WaitAsync(Patience.Limit), $"Left: {string.Join(", ", OfJobs())}");
        }

        // What the watcher may still call uses the semaphore.
        watcher.EnableRaisingEvents = false;
    }

    private static bool IsPartition(string path) =>
        path.Contains(".shuffle", StringComparison.Ordinal) || path.Contains(".frames", StringComparison.Ordinal);

    // The worker's own two files are no job's.
    private IEnumerable<string> OfJobs() => Named("*").Where(path => !Path.GetFileName(path).StartsWith("worker.", StringComparison.Ordinal));
}
