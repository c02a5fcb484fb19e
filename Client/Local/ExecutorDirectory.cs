namespace ShuffleOrleans.Client.Local;

/// <summary>
/// The directory of one executor inside a data directory, held by a lock that ends with its process, however that ends. An unlocked one is therefore of a dead
/// executor, and everything in it is worthless: whoever comes next removes it. Owned by <see cref="ExecutorDirectories"/>.
/// </summary>
internal sealed class ExecutorDirectory : IDisposable
{
    public const string Prefix = "executor-";

    // With the prefix still shorter than any file system's limit.
    private const int MaxNameLength = 200;
    private const string LockName = "executor.lock";
    private const string DataName = "data";

    private readonly string _path;
    private readonly FileStream _lock;

    private ExecutorDirectory(string path, FileStream held)
    {
        _path = path;
        _lock = held;
    }

    /// <summary>Where the executor's worker keeps its files.</summary>
    public string DataPath => Path.Combine(_path, DataName);

    /// <summary>Whether a directory can be called after an executor of this name. It may hold any character.</summary>
    public static bool IsName(string executorId) => executorId.Length > 0 && Uri.EscapeDataString(executorId).Length <= MaxNameLength;

    /// <summary>Where an executor's directory is.</summary>
    public static string PathOf(string dataDirectory, string executorId) => Path.Combine(dataDirectory, Prefix + Uri.EscapeDataString(executorId));

    /// <summary>Makes the directory, empty.</summary>
    /// <returns>Null if another process holds it: one of that name, or one that is just sweeping it.</returns>
    public static ExecutorDirectory? TryTake(string path)
    {
        Directory.CreateDirectory(path);
        if (TryLock(path, FileMode.OpenOrCreate) is not ExecutorDirectory taken)
        {
            return null;
        }

        try
        {
            taken.RemoveData();
            Directory.CreateDirectory(taken.DataPath);
            return taken;
        }
        catch
        {
            taken._lock.Dispose();
            throw;
        }
    }

    /// <summary>Takes what a dead executor has left.</summary>
    /// <returns>Null if it lives, or is about to.</returns>
    public static ExecutorDirectory? TryTakeAbandoned(string path) => TryLock(path, FileMode.Open);

    /// <summary>Removes it with all that is in it.</summary>
    /// <exception cref="IOException">The system does not allow it; what is left stays for the next one to remove.</exception>
    public void Dispose()
    {
        using (_lock)
        {
            RemoveData();
            File.Delete(_lock.Name);
        }

        try
        {
            Directory.Delete(_path);
        }
        catch (IOException) when (File.Exists(_lock.Name))
        {
            // An executor of the same name has taken it this moment: it is that one's now.
            return;
        }
    }

    private static ExecutorDirectory? TryLock(string path, FileMode mode)
    {
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(path, LockName), mode, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            // Held by another process, or swept away a moment ago: the caller decides whether to try again.
            return null;
        }
        catch (UnauthorizedAccessException) when (mode == FileMode.Open)
        {
            // What another user's executor has left is that user's to remove.
            return null;
        }

        if (File.Exists(held.Name))
        {
            return new ExecutorDirectory(path, held);
        }

        // Swept away between opening and locking: this lock keeps nobody out.
        held.Dispose();
        return null;
    }

    private void RemoveData()
    {
        if (Directory.Exists(DataPath))
        {
            Directory.Delete(DataPath, recursive: true);
        }
    }
}
