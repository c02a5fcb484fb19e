using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>
/// A worker's hold on its data directories: a lock file in each keeps a second process out, an identity file in each says whose data it is. Made at start,
/// disposed last.
/// </summary>
internal sealed class WorkerDirectoryClaim : IDisposable
{
    private const string LockName = WorkerFileNames.Lock;
    private const string IdentityName = WorkerFileNames.Identity;

    private readonly List<FileStream> _locks = [];

    private WorkerDirectoryClaim(WorkerIdentity identity) => Identity = identity;

    public WorkerIdentity Identity { get; private set; }

    /// <summary>Claims the directories and finds, or founds, the worker's identity.</summary>
    /// <param name="directories">The directories, checked to be writable.</param>
    /// <param name="fresh">A new id, for a worker that has none yet.</param>
    /// <param name="incarnation">This process.</param>
    /// <exception cref="IOException">Another process holds one, or two directories belong to different workers.</exception>
    public static WorkerDirectoryClaim Take(IEnumerable<DataDirectorySpec> directories, WorkerId fresh, WorkerIncarnationId incarnation)
    {
        string[] paths = [.. directories.Select(directory => directory.Path)];
        WorkerDirectoryClaim claim = new(new WorkerIdentity(fresh, incarnation));
        try
        {
            foreach (string path in paths)
            {
                claim.Lock(path);
            }

            claim.Identify(paths);
            return claim;
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (FileStream held in _locks)
        {
            held.Dispose();
        }

        _locks.Clear();
    }

    private void Lock(string path)
    {
        try
        {
            _locks.Add(new FileStream(Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            throw new IOException($"Data directory '{path}' is in use by another worker process.", e);
        }
    }

    private void Identify(string[] paths)
    {
        WorkerId? known = null;
        foreach (string path in paths)
        {
            string file = Path.Combine(path, IdentityName);
            if (!File.Exists(file))
            {
                continue;
            }

            if (!WorkerId.TryParse(File.ReadAllText(file).Trim(), null, out WorkerId found))
            {
                throw new IOException($"'{file}' does not hold a worker id. Restore it, or remove it to make its data orphans of a new worker.");
            }

            if (known is not null && known != found)
            {
                throw new IOException($"Data directory '{path}' belongs to worker {found}, another one of this worker's to {known}.");
            }

            known = found;
        }

        Identity = Identity with { Worker = known ?? Identity.Worker };
        foreach (string path in paths)
        {
            File.WriteAllText(Path.Combine(path, IdentityName), $"{Identity.Worker}\n");
        }
    }
}
