using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.InMemory;
using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>
/// All partition attempts of a worker: which are being written, which are committed, and the rules between attempts. A higher attempt or epoch of a partition
/// revokes a lower one that is still being written; "not found",
/// "not finished", "stale" and "corrupt" are different answers. Thread-safe. Owned by the worker, which disposes it after its channels have ended.
/// </summary>
internal sealed partial class PartitionStore : IDisposable
{
    private readonly Lock _lock = new();
    private readonly AttemptCatalog _attempts = new();
    private readonly OpenPartitionCache _open;
    private readonly ReduceDataSets _reduce;
    private readonly PieceBudget _pieces;
    private readonly DataDirectorySet _directories;
    private readonly IPartitionObserver _observer;
    private readonly StorageOptions _options;
    private readonly SyncQueues _syncs;
    private readonly Spiller? _spiller;
    private readonly DamagedFiles _quarantine;
    private readonly ILogger _logger;

    // Without a spiller partitions of jobs that want memory are written to files too; without memory for appends each stretch of a reduce partition is written
    // by itself; without a clock commits never wait for others. The store disposes that memory, and not the spiller.
    public PartitionStore(
        DataDirectorySet directories,
        IPartitionObserver observer,
        StorageOptions options,
        DamagedFiles quarantine,
        ILogger logger,
        Spiller? spiller = null,
        AppendMemory? appends = null,
        TimeProvider? clock = null)
    {
        _directories = directories;
        _observer = observer;
        _options = options;
        _syncs = new SyncQueues(options.IoThreadsPerDirectory);
        _spiller = spiller;
        _open = new OpenPartitionCache(options.MaxIdleOpenPartitions);
        _reduce = new ReduceDataSets(directories, options, appends, clock);
        directories.OpenFiles.CloseUnused = () => _open.TryCloseIdle() || _reduce.Handles.TryCloseIdle();
        _pieces = new PieceBudget(options.MaxOpenPieces);
        _quarantine = quarantine;
        Damage = new DamageHandling(_lock, _attempts, _open, quarantine, LeaveDataSet, observer, logger);
        _logger = logger;
    }

    public DataDirectorySet Directories => _directories;

    public StorageOptions Options => _options;

    /// <summary>What happens to a partition whose file is damaged.</summary>
    public DamageHandling Damage { get; }

    /// <summary>Begins a new attempt.</summary>
    /// <param name="open">What the writer asks for.</param>
    /// <param name="writer">Takes its frames.</param>
    public ShuffleErrorCode TryBeginWrite(in OpenWriteMessage open, [NotNullWhen(true)] out IPartitionWriter? writer)
    {
        writer = null;
        lock (_lock)
        {
            ShuffleErrorCode code = _attempts.CheckNew(open.Attempt);
            if (code != ShuffleErrorCode.None)
            {
                return code;
            }

            DataDirectory? directory = _directories.Choose(open.Storage);
            if (directory is null)
            {
                return _directories.Refusal;
            }

            _attempts.RevokeWriters(open.Attempt.Partition);
            writer = BeginWrite(open, directory);
        }

        _observer.OnWriting(open.Attempt, open.SubpartitionCount);
        return ShuffleErrorCode.None;
    }

    /// <summary>One more reader of a committed attempt, if its file is open already. Never blocks.</summary>
    /// <returns>Null if it has to be opened: <see cref="OpenRead"/>.</returns>
    /// <exception cref="ShuffleException">The typed reason why it cannot be read.</exception>
    public OpenPartition? TryShareRead(PartitionAttemptId id)
    {
        lock (_lock)
        {
            StoredAttempt attempt = _attempts.FindCommitted(id);
            return TryShareKept(attempt) ?? _open.TryShare(attempt);
        }
    }

    /// <summary>
    /// Opens a committed attempt for one more reader, who gives it back through <see cref="CloseRead"/>. Blocking: for I/O threads.
    /// </summary>
    /// <exception cref="ShuffleException">The typed reason why not.</exception>
    public OpenPartition OpenRead(PartitionAttemptId id)
    {
        StoredAttempt attempt;
        lock (_lock)
        {
            attempt = _attempts.FindCommitted(id);
            if (TryShareKept(attempt) is OpenPartition kept)
            {
                return kept;
            }
        }

        return _open.TryShare(attempt) ?? _open.Add(OpenFile(attempt));
    }

    /// <summary>The attempt, if it is committed.</summary>
    /// <exception cref="ShuffleException">The typed reason why it cannot be read.</exception>
    public StoredAttempt FindCommitted(PartitionAttemptId id)
    {
        lock (_lock)
        {
            return _attempts.FindCommitted(id);
        }
    }

    /// <summary>Which directory's threads should open this attempt.</summary>
    /// <exception cref="ShuffleException">The typed reason why it cannot be read.</exception>
    public DataDirectory DirectoryOf(PartitionAttemptId id) => FindCommitted(id).Directory;

    /// <summary>A reader is done.</summary>
    public void CloseRead(OpenPartition partition) => _open.Return(partition);

    /// <summary>Deletes an attempt, whatever its state; readers finish. The observer hears of it when it is gone. Repeating it is no error.</summary>
    public void Release(PartitionAttemptId id)
    {
        StoredAttempt? attempt;
        lock (_lock)
        {
            attempt = _attempts.Find(id);
            if (attempt is { Receipt: null } || (attempt is { Kept: not null } && !TryTakeKept(attempt)))
            {
                // Its writer is told and deletes the file; if it is just committing, or on its way from memory to its file, that does.
                attempt.IsReleaseOrdered = true;
                attempt.Revoke();
                return;
            }
        }

        if (attempt?.Kept is KeptPartition kept)
        {
            kept.Free();
            attempt = null;
        }

        DataDirectory? directory = attempt?.Directory ?? _quarantine.DirectoryOf(id);
        if (directory is null || !directory.Queue.TryEnqueue(new ReleaseWork(this, id, attempt), DiskPriority.First))
        {
            _observer.OnReleased(id);
        }
    }

    /// <summary>Every committed attempt.</summary>
    public IReadOnlyList<StoredPartition> Inventory()
    {
        lock (_lock)
        {
            return [.. _attempts.All
                .Where(attempt => attempt.Receipt is not null)
                .Select(attempt => new StoredPartition(attempt.Id, attempt.SubpartitionCount, attempt.Receipt!.Value))];
        }
    }

    public void Dispose()
    {
        _spiller?.EndQueue();
        _syncs.Dispose();
        _directories.Dispose();
        _open.Dispose();
        _reduce.Dispose();
        FreeKept();
    }

    internal static ShuffleException Overtaken(PartitionAttemptId id) =>
        new(ShuffleErrorCode.StaleEpoch, $"{id} was released, or overtaken by a newer attempt, while it was written.");

    // The rename is the disk's work and stays outside of the lock. A revocation that comes during it is too late for this attempt; a release that comes during
    // it follows it.
    internal void Commit(StoredAttempt attempt, PartitionReceipt receipt, PartitionFile file)
    {
        if (attempt.IsRevoked)
        {
            throw Overtaken(attempt.Id);
        }

        file.Publish();
        bool release;
        lock (_lock)
        {
            attempt.Receipt = receipt;
            attempt.FileBytes = file.Length;
            _observer.OnCommitted(attempt.Id, attempt.SubpartitionCount, receipt);
            release = attempt.IsReleaseOrdered;
        }

        if (release)
        {
            Release(attempt.Id);
        }
    }

    internal void Forget(StoredAttempt attempt, string reason, bool keepFiles = false)
    {
        bool releaseOrdered;
        lock (_lock)
        {
            _attempts.Remove(attempt);
            releaseOrdered = attempt.IsReleaseOrdered;
        }

        // If the next start may offer it all the same, its frames wait for that too.
        if (!keepFiles)
        {
            LeaveDataSet(attempt);
        }

        if (releaseOrdered)
        {
            // What was found damaged of it before it was written once more goes as well.
            Release(attempt.Id);
        }
        else if (_quarantine.DirectoryOf(attempt.Id) is not null)
        {
            // A failure would say that nothing is left.
            _observer.OnLost(attempt.Id, reason);
        }
        else
        {
            _observer.OnFailed(attempt.Id, reason);
        }
    }

    private OpenPartition OpenFile(StoredAttempt attempt)
    {
        string name = PartitionFileName.Of(attempt.Id);
        IStorageFile? file = null;
        try
        {
            file = attempt.Directory.Device.Open(name);
            return new OpenPartition(attempt, file, PartitionFileReader.ReadLayout(file, name, attempt.Id).Index);
        }
        catch (Exception e) when (e is ShuffleException || DiskFailure.Is(e))
        {
            file?.Dispose();
            throw Damage.OnUnreadable(attempt, e);
        }
    }
}
