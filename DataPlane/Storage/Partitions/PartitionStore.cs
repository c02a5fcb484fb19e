using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>
/// All partition attempts of a worker: which are being written, which are committed, and the rules between attempts. A higher attempt or epoch of a partition revokes a lower one that is still being written; "not found",
/// "not finished", "stale" and "corrupt" are different answers. Thread-safe. Owned by the worker, which disposes it after its channels have ended.
/// </summary>
internal sealed partial class PartitionStore : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DataPartitionId, List<StoredAttempt>> _partitions = [];
    private readonly DataDirectorySet _directories;
    private readonly IPartitionObserver _observer;
    private readonly StorageOptions _options;
    private readonly ILogger _logger;

    public PartitionStore(DataDirectorySet directories, IPartitionObserver observer, StorageOptions options, ILogger logger)
    {
        _directories = directories;
        _observer = observer;
        _options = options;
        _logger = logger;
    }

    public DataDirectorySet Directories => _directories;

    public int MaxRegionsPerPartition => _options.MaxRegionsPerPartition;

    /// <summary>Begins a new attempt.</summary>
    public ShuffleErrorCode TryBeginWrite(PartitionAttemptId id, int subpartitionCount, [NotNullWhen(true)] out PartitionWriter? writer)
    {
        writer = null;
        if (id.Partition.Kind != DataPartitionKind.Map)
        {
            return ShuffleErrorCode.UnsupportedPartitionKind;
        }

        lock (_lock)
        {
            List<StoredAttempt>? attempts = _partitions.GetValueOrDefault(id.Partition);
            ShuffleErrorCode code = attempts is null ? ShuffleErrorCode.None : CheckAgainst(attempts, id);
            if (code != ShuffleErrorCode.None)
            {
                return code;
            }

            DataDirectory? directory = _directories.Choose();
            if (directory is null)
            {
                return ShuffleErrorCode.DiskFull;
            }

            RevokeWriters(attempts);
            StoredAttempt attempt = new(id, subpartitionCount, directory);
            Add(attempt);
            writer = new PartitionWriter(this, attempt);
        }

        _observer.OnWriting(id, subpartitionCount);
        return ShuffleErrorCode.None;
    }

    /// <summary>
    /// Opens a committed attempt for one more reader. Blocking: for I/O threads.
    /// </summary>
    /// <exception cref="ShuffleException">The typed reason why not.</exception>
    public OpenPartition OpenRead(PartitionAttemptId id)
    {
        StoredAttempt attempt;
        lock (_lock)
        {
            attempt = FindCommitted(id);
            if (attempt.Open is not null)
            {
                attempt.Open.Readers++;
                return attempt.Open;
            }
        }

        // Two first readers may both come here; the second one in finds the first one's file and closes its own.
        OpenPartition opened = OpenFile(attempt);
        lock (_lock)
        {
            if (attempt.Open is null)
            {
                attempt.Open = opened;
            }
            else
            {
                opened.CloseFile();
            }

            attempt.Open.Readers++;
            return attempt.Open;
        }
    }

    /// <summary>Which directory's threads should open this attempt.</summary>
    /// <exception cref="ShuffleException">The typed reason why it cannot be read.</exception>
    public DataDirectory DirectoryOf(PartitionAttemptId id)
    {
        lock (_lock)
        {
            return FindCommitted(id).Directory;
        }
    }

    /// <summary>A reader is done.</summary>
    public void CloseRead(OpenPartition partition)
    {
        lock (_lock)
        {
            if (--partition.Readers > 0)
            {
                return;
            }

            partition.Attempt.Open = null;
        }

        partition.CloseFile();
    }

    /// <summary>Deletes an attempt, whatever its state; readers finish. The observer hears of it when it is gone. Repeating it is no error.</summary>
    public void Release(PartitionAttemptId id)
    {
        StoredAttempt? attempt;
        lock (_lock)
        {
            attempt = Find(id);
            if (attempt is { Receipt: null })
            {
                // Its writer deletes the file when it notices.
                attempt.IsRevoked = true;
                return;
            }
        }

        if (attempt is null || !attempt.Directory.Queue.TryEnqueue(new ReleaseWork(this, attempt)))
        {
            _observer.OnReleased(id);
        }
    }

    /// <summary>Every committed attempt.</summary>
    public IReadOnlyList<StoredPartition> Inventory()
    {
        lock (_lock)
        {
            return [.. _partitions.Values.SelectMany(attempts => attempts)
                .Where(attempt => attempt.Receipt is not null)
                .Select(attempt => new StoredPartition(attempt.Id, attempt.SubpartitionCount, attempt.Receipt!.Value))];
        }
    }

    public void Dispose() => _directories.Dispose();

    internal static ShuffleException Overtaken(PartitionAttemptId id) =>
        new(ShuffleErrorCode.StaleEpoch, $"{id} was released, or overtaken by a newer attempt, while it was written.");

    internal void Commit(StoredAttempt attempt, PartitionReceipt receipt, long fileBytes)
    {
        lock (_lock)
        {
            if (attempt.IsRevoked)
            {
                throw Overtaken(attempt.Id);
            }

            attempt.Directory.Device.Rename(PartitionFileName.PartialOf(attempt.Id), PartitionFileName.Of(attempt.Id));
            attempt.Receipt = receipt;
            attempt.FileBytes = fileBytes;
        }

        _observer.OnCommitted(attempt.Id, attempt.SubpartitionCount, receipt);
    }

    internal void Forget(StoredAttempt attempt, string reason)
    {
        lock (_lock)
        {
            Remove(attempt);
        }

        if (attempt.IsRevoked)
        {
            _observer.OnReleased(attempt.Id);
        }
        else
        {
            _observer.OnFailed(attempt.Id, reason);
        }
    }

    private static ShuffleErrorCode CheckAgainst(List<StoredAttempt> attempts, PartitionAttemptId id)
    {
        foreach (StoredAttempt other in attempts)
        {
            if (other.Id.Epoch > id.Epoch || other.Id.Attempt > id.Attempt)
            {
                return ShuffleErrorCode.StaleEpoch;
            }

            if (other.Id == id)
            {
                return ShuffleErrorCode.ConcurrentWriter;
            }
        }

        return ShuffleErrorCode.None;
    }

    private static void RevokeWriters(List<StoredAttempt>? attempts)
    {
        foreach (StoredAttempt older in attempts ?? [])
        {
            older.IsRevoked |= older.Receipt is null;
        }
    }

    private StoredAttempt FindCommitted(PartitionAttemptId id)
    {
        StoredAttempt? attempt = Find(id);
        if (attempt is { Receipt: not null })
        {
            return attempt;
        }

        if (attempt is not null)
        {
            throw new ShuffleException(ShuffleErrorCode.PartitionNotFinished, $"{id} is still being written.");
        }

        bool overtaken = _partitions.TryGetValue(id.Partition, out List<StoredAttempt>? others) && others.Any(other => other.Id.Epoch > id.Epoch);
        throw overtaken
            ? new ShuffleException(ShuffleErrorCode.StaleEpoch, $"{id} was overtaken by a newer attempt.")
            : new ShuffleException(ShuffleErrorCode.PartitionNotFound, $"{id} is not on this worker: never written here, not committed, or released.");
    }

    private OpenPartition OpenFile(StoredAttempt attempt)
    {
        string name = PartitionFileName.Of(attempt.Id);
        IStorageFile? file = null;
        try
        {
            file = attempt.Directory.Device.Open(name);
            return new OpenPartition(attempt, file, PartitionFileReader.ReadIndex(file, name, attempt.Id));
        }
        catch (Exception e) when (e is ShuffleException || DiskFailure.Is(e))
        {
            file?.Dispose();
            throw OnUnreadable(attempt, name, e);
        }
    }

    private ShuffleException OnUnreadable(StoredAttempt attempt, string name, Exception error)
    {
        LogUnreadable(attempt.Directory.Device.Description, name, error.Message);
        bool gone = error is FileNotFoundException;
        if (gone || error is ShuffleException or EndOfStreamException)
        {
            Lose(attempt, name, gone, error.Message);
            return gone
                ? new ShuffleException(ShuffleErrorCode.PartitionNotFound, $"The file of {attempt.Id} has vanished from the disk.", error)
                : new ShuffleException(ShuffleErrorCode.PartitionCorrupt, $"{attempt.Id} is damaged: {error.Message}", error);
        }

        return new ShuffleException(ShuffleErrorCode.DiskFailed, $"{attempt.Id} could not be read: {error.Message}", error);
    }

    private void Lose(StoredAttempt attempt, string name, bool gone, string reason)
    {
        lock (_lock)
        {
            if (!Remove(attempt))
            {
                // Released a moment ago, or another reader has found the same: nothing is lost that was not known.
                return;
            }
        }

        if (!gone)
        {
            SetAside(attempt.Directory, name, reason);
        }

        attempt.Directory.OnStored(-attempt.FileBytes);
        _observer.OnLost(attempt.Id, reason);
    }

    private void Delete(StoredAttempt attempt)
    {
        lock (_lock)
        {
            if (!Remove(attempt))
            {
                return;
            }
        }

        try
        {
            attempt.Directory.Device.Delete(PartitionFileName.Of(attempt.Id));
            attempt.Directory.OnStored(-attempt.FileBytes);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            attempt.Directory.OnFailed();
            LogNotDeleted(attempt.Directory.Device.Description, PartitionFileName.Of(attempt.Id), e.Message);
        }

        _observer.OnReleased(attempt.Id);
    }

    private StoredAttempt? Find(PartitionAttemptId id) =>
        _partitions.TryGetValue(id.Partition, out List<StoredAttempt>? attempts) ? attempts.Find(attempt => attempt.Id == id) : null;

    private void Add(StoredAttempt attempt)
    {
        if (!_partitions.TryGetValue(attempt.Id.Partition, out List<StoredAttempt>? attempts))
        {
            _partitions[attempt.Id.Partition] = attempts = [];
        }

        attempts.Add(attempt);
    }

    private bool Remove(StoredAttempt attempt)
    {
        if (!_partitions.TryGetValue(attempt.Id.Partition, out List<StoredAttempt>? attempts) || !attempts.Remove(attempt))
        {
            return false;
        }

        if (attempts.Count == 0)
        {
            _partitions.Remove(attempt.Id.Partition);
        }

        return true;
    }

    private sealed class ReleaseWork(PartitionStore store, StoredAttempt attempt) : IDiskWork
    {
        public void Run() => store.Delete(attempt);
    }
}
