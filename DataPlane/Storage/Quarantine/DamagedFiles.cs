using Microsoft.Extensions.Logging;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Quarantine;

/// <summary>
/// The quarantine: knows every damaged file of the worker, those found at the start too. A file comes in under another name, so that nobody takes it for a
/// partition, and leaves when its retention is over, when there is too much of it, or when its partition is released. Its bytes count as stored until then.
/// Thread-safe. Owned by the worker; ends with its timer.
/// </summary>
internal sealed partial class DamagedFiles : IDisposable
{
    // So often within the retention it looks for what is over.
    private const int LooksPerRetention = 20;

    private const string RetentionOver = "its retention is over";

    private readonly Lock _lock = new();

    // Held during renames and deletions, which are rare: a release that comes while a file is being set aside waits for its new name. Taken before _lock.
    private readonly Lock _disk = new();
    private readonly List<QuarantinedFile> _files = [];
    private readonly QuarantineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _timer;

    public DamagedFiles(QuarantineOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        TimeSpan period = options.Retention / LooksPerRetention;
        _timer = time.CreateTimer(static state => ((DamagedFiles)state!).QueueExpiry(), this, period, period);
    }

    /// <summary>What is kept now, the oldest first.</summary>
    public IReadOnlyList<QuarantinedPartition> Kept => [.. Snapshot().Select(file =>
        new QuarantinedPartition(file.Attempt, file.Directory.Device.Description, file.Name, file.Bytes, file.Since, file.Reason))];

    /// <summary>
    /// Takes a file in that the store gives up at this moment: never blocks, so that it can happen under the store's lock. <see cref="SetAside"/> follows.
    /// </summary>
    /// <param name="directory">Where it is.</param>
    /// <param name="attempt">What it held.</param>
    /// <param name="bytes">Its length, which counts as stored in the directory already.</param>
    /// <param name="reason">What is wrong with it.</param>
    public QuarantinedFile Announce(DataDirectory directory, PartitionAttemptId attempt, long bytes, string reason)
    {
        QuarantinedFile file = new(directory, attempt, PartitionFileName.Of(attempt), bytes, _time.GetUtcNow(), reason);
        Add(file);
        return file;
    }

    /// <summary>Gives an announced file the name of a damaged one. Blocking.</summary>
    /// <returns>False if the disk refused; the file stays where it is, and is still deleted in its time.</returns>
    public bool SetAside(QuarantinedFile file)
    {
        bool done;
        lock (_disk)
        {
            // Released in between, it is gone: nothing is left to set aside.
            done = !IsKept(file) || TryRename(file);
        }

        KeepToTheBounds();
        return done;
    }

    /// <summary>A file that an earlier process has set aside. Its bytes count as stored from now on. Blocking.</summary>
    public void Found(DataDirectory directory, in StoredFileName name, long bytes)
    {
        directory.OnStored(bytes);
        Add(new QuarantinedFile(directory, name.Attempt, name.Name, bytes, directory.Device.GetWriteTime(name.Name), "Set aside by an earlier process."));
    }

    /// <summary>Which directory's threads should carry out the release of an attempt; null if nothing of it is to be deleted here.</summary>
    public DataDirectory? DirectoryOf(PartitionAttemptId attempt)
    {
        lock (_lock)
        {
            return _options.KeepsReleased ? null : _files.Find(file => file.Attempt == attempt)?.Directory;
        }
    }

    /// <summary>The attempt is released: its damaged files go too. Blocking.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Release(PartitionAttemptId attempt)
    {
        if (_options.KeepsReleased)
        {
            return false;
        }

        QuarantinedFile[] released = [.. Snapshot().Where(file => file.Attempt == attempt)];
        Delete(released, "its partition was released");
        return released.Length > 0;
    }

    /// <summary>Deletes what is over, and the oldest files until the bounds hold. Blocking; for the end of a recovery.</summary>
    public void CleanUp()
    {
        Delete(Snapshot().Where(IsOver), RetentionOver);
        KeepToTheBounds();
    }

    public void Dispose() => _timer.Dispose();

    private void KeepToTheBounds()
    {
        List<QuarantinedFile> surplus = [];
        QuarantinedFile[] files = Snapshot();
        long bytes = files.Sum(file => file.Bytes);
        foreach (QuarantinedFile oldest in files)
        {
            if (bytes <= _options.MaxBytes && files.Length - surplus.Count <= _options.MaxFiles)
            {
                break;
            }

            surplus.Add(oldest);
            bytes -= oldest.Bytes;
        }

        Delete(surplus, "the quarantine is full");
    }

    private void QueueExpiry()
    {
        foreach (IGrouping<DataDirectory, QuarantinedFile> over in Snapshot().Where(IsOver).GroupBy(file => file.Directory))
        {
            // A queue that has ended leaves it to the next process.
            over.Key.Queue.TryEnqueue(new ExpiryWork(this, [.. over]));
        }
    }

    private bool IsOver(QuarantinedFile file) => _time.GetUtcNow() - file.Since >= _options.Retention;

    private void Delete(IEnumerable<QuarantinedFile> files, string why)
    {
        foreach (QuarantinedFile file in files)
        {
            lock (_disk)
            {
                if (IsKept(file))
                {
                    TryDelete(file, why);
                }
            }
        }
    }

    private void TryDelete(QuarantinedFile file, string why)
    {
        try
        {
            file.Directory.Device.Delete(file.Name);
            Remove(file);
            file.Directory.OnStored(-file.Bytes);
            LogDeleted(file.Directory.Device.Description, file.Name, why);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            // It stays known, and the next look tries again.
            LogNotDeleted(file.Directory.Device.Description, file.Name, e.Message);
        }
    }

    private bool TryRename(QuarantinedFile file)
    {
        string name = file.Name;
        string aside = name + PartitionFileName.CorruptExtension;
        IStorageDevice device = file.Directory.Device;
        // The same attempt was damaged, written again and damaged again: the newer evidence stays.
        Delete([.. Snapshot().Where(other => other.Directory == file.Directory && other.Name == aside)], "a newer file has its name");
        try
        {
            device.Rename(name, aside);
            file.Name = aside;
            // The file carries the time of the discovery, so that the retention goes on over restarts.
            device.SetWriteTime(aside, file.Since);
            LogSetAside(device.Description, name, aside, file.Reason);
            return true;
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            LogNotSetAside(device.Description, name, e.Message);
            return false;
        }
    }

    private void Add(QuarantinedFile file)
    {
        lock (_lock)
        {
            _files.Add(file);
        }
    }

    private void Remove(QuarantinedFile file)
    {
        lock (_lock)
        {
            _files.Remove(file);
        }
    }

    private bool IsKept(QuarantinedFile file)
    {
        lock (_lock)
        {
            return _files.Contains(file);
        }
    }

    private QuarantinedFile[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _files.OrderBy(file => file.Since)];
        }
    }

    private sealed class ExpiryWork(DamagedFiles quarantine, QuarantinedFile[] files) : IDiskWork
    {
        public void Run() => quarantine.Delete(files, RetentionOver);
    }
}
