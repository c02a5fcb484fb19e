using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>One partition attempt in a worker's store: being written, or committed. State changes are the store's, under its lock.</summary>
internal sealed class StoredAttempt
{
    private const long Never = -1;

    private readonly Lock _lock = new();
    private long _checkedTicks = Never;
    private bool _isRevoked;
    private Action? _revoked;

    public StoredAttempt(PartitionAttemptId id, int subpartitionCount, DataDirectory directory)
    {
        Id = id;
        SubpartitionCount = subpartitionCount;
        Directory = directory;
        Place = directory.NextPlace();
    }

    /// <summary>Orders the files of its directory by when they were made or found.</summary>
    public long Place { get; }

    public PartitionAttemptId Id { get; }

    public int SubpartitionCount { get; }

    public DataDirectory Directory { get; }

    /// <summary>How its job wants it kept.</summary>
    public StorageChoice Storage { get; init; }

    /// <summary>For a contribution to reduce partitions: where its frames are. Null for a map partition.</summary>
    public StoredContribution? Contribution { get; init; }

    /// <summary>How its file begins.</summary>
    public PartitionFileHeader Header => new(Id, SubpartitionCount, Contribution?.ShareIndex ?? 0, Contribution?.ShareCount ?? 0);

    /// <summary>Which subpartitions of it this worker holds: all of a map partition, its share of a contribution.</summary>
    public SubpartitionRange Share => Contribution is StoredContribution contribution
        ? SubpartitionShares.RangeOf(SubpartitionCount, contribution.ShareCount, contribution.ShareIndex)
        : new SubpartitionRange(0, SubpartitionCount - 1);

    /// <summary>What it holds, once committed.</summary>
    public PartitionReceipt? Receipt { get; set; }

    /// <summary>Length of its file, once committed; 0 while it lies in memory.</summary>
    public long FileBytes { get; set; }

    /// <summary>What it holds while it lies in memory; null once it is in its file.</summary>
    public KeptPartition? Kept { get; set; }

    /// <summary>A release was ordered or a newer attempt came while it was being written: it must not commit.</summary>
    public bool IsRevoked => Volatile.Read(ref _isRevoked);

    /// <summary>When its file was last checked at rest by this process; null for never. The scrubber's; read from any thread.</summary>
    public DateTimeOffset? CheckedAt
    {
        get => Volatile.Read(ref _checkedTicks) is var ticks && ticks == Never ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
        set => Volatile.Write(ref _checkedTicks, value?.UtcTicks ?? Never);
    }

    /// <summary>
    /// From when on it counts as right without a check: when the scrubber first saw what this process has committed, and never for what an earlier one has.
    /// Null until then. The scrubber's, on one thread at a time.
    /// </summary>
    public DateTimeOffset? TrustedSince { get; set; }

    /// <summary>A release was ordered while it was being written, or moved from memory to its file: it is deleted as soon as that is done.</summary>
    public bool IsReleaseOrdered { get; set; }

    /// <summary>Its file is being deleted: it is not kept open any more. The cache's.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>The open file, if there is one. The cache's.</summary>
    public OpenPartition? Open { get; set; }

    /// <summary>Calls back once it is revoked, on an I/O thread of its directory: a writer that stands idle would not notice.</summary>
    public void OnRevoked(Action revoked)
    {
        lock (_lock)
        {
            _revoked = revoked;
            if (_isRevoked)
            {
                QueueRevocation();
            }
        }
    }

    /// <summary>From now on it must not commit. Never blocks.</summary>
    public void Revoke()
    {
        lock (_lock)
        {
            if (!_isRevoked)
            {
                Volatile.Write(ref _isRevoked, true);
                QueueRevocation();
            }
        }
    }

    // Not called here: whoever revokes holds the store's lock. When the queue has ended, so have the writers.
    private void QueueRevocation()
    {
        if (_revoked is not null)
        {
            Directory.Queue.TryEnqueue(new RevocationWork(_revoked));
        }
    }

    private sealed class RevocationWork(Action revoked) : IDiskWork
    {
        public void Run() => revoked();
    }
}
