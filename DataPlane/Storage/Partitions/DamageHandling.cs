using Microsoft.Extensions.Logging;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>
/// What follows when the file of a committed partition cannot be read: the typed answer, and, if its bytes are wrong or gone, the end of the partition on this
/// worker: forgotten, its file in quarantine, reported lost. A disk that refuses says nothing about the partition. Thread-safe; a part of the store, whose lock
/// it
/// shares.
/// </summary>
internal sealed partial class DamageHandling
{
    private readonly Lock _lock;
    private readonly AttemptCatalog _attempts;
    private readonly OpenPartitionCache _open;
    private readonly DamagedFiles _quarantine;
    private readonly Action<StoredAttempt> _forgotten;
    private readonly IPartitionObserver _observer;
    private readonly ILogger _logger;

    public DamageHandling(
        Lock storeLock,
        AttemptCatalog attempts,
        OpenPartitionCache open,
        DamagedFiles quarantine,
        Action<StoredAttempt> forgotten,
        IPartitionObserver observer,
        ILogger logger)
    {
        _forgotten = forgotten;
        _lock = storeLock;
        _attempts = attempts;
        _open = open;
        _quarantine = quarantine;
        _observer = observer;
        _logger = logger;
    }

    /// <summary>An attempt to open or read it failed. Blocking.</summary>
    /// <returns>What to tell the reader.</returns>
    public ShuffleException OnUnreadable(StoredAttempt attempt, Exception error)
    {
        LogUnreadable(attempt.Directory.Device.Description, PartitionFileName.Of(attempt.Id), error.Message);
        switch (error)
        {
            case FileNotFoundException:
                Lose(attempt, isGone: true, error.Message);
                return new ShuffleException(ShuffleErrorCode.PartitionNotFound, $"The file of {attempt.Id} has vanished from the disk.", error);
            case ShuffleException or EndOfStreamException:
                Lose(attempt, isGone: false, error.Message);
                return new ShuffleException(ShuffleErrorCode.PartitionCorrupt, $"{attempt.Id} is damaged: {error.Message}", error);
            default:
                return new ShuffleException(DiskFailure.CodeOf(error), $"{attempt.Id} could not be read: {error.Message}", error);
        }
    }

    /// <summary>Its bytes are wrong, or gone. Blocking.</summary>
    /// <returns>False if it was released a moment ago, or another reader has found the same: nothing is lost that was not known.</returns>
    public bool Lose(StoredAttempt attempt, bool isGone, string reason)
    {
        QuarantinedFile? damaged;
        lock (_lock)
        {
            if (!_attempts.Remove(attempt))
            {
                return false;
            }

            // Under the same lock: a release finds the attempt in one place or in the other.
            damaged = isGone ? null : _quarantine.Announce(attempt.Directory, attempt.Id, attempt.FileBytes, reason);
        }

        _open.Forget(attempt);
        if (damaged is null)
        {
            attempt.Directory.OnStored(-attempt.FileBytes);
        }
        else
        {
            _quarantine.SetAside(damaged);
        }

        _forgotten(attempt);
        _observer.OnLost(attempt.Id, reason);
        return true;
    }

    /// <summary>
    /// The attempts of which nothing is left here but a damaged file, the oldest first. Not those that have been written again, or lie sound in another
    /// directory: they take their damaged files along when they go.
    /// </summary>
    public IReadOnlyList<QuarantinedPartition> Remains()
    {
        IReadOnlyList<QuarantinedPartition> kept = _quarantine.Kept;
        lock (_lock)
        {
            return [.. kept.Where(damaged => _attempts.Find(damaged.Attempt) is null)];
        }
    }

    [LoggerMessage(1001, LogLevel.Error, "{Directory}: {File} cannot be read: {Reason}", EventName = "PartitionUnreadable")]
    private partial void LogUnreadable(string directory, string file, string reason);
}
