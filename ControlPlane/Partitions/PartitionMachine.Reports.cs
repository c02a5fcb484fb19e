using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Partitions;

// What workers say about their shares of attempts, judged against what is intended.
internal sealed partial class PartitionMachine
{
    /// <summary>A worker reports a change of an attempt.</summary>
    /// <param name="change">The change.</param>
    /// <param name="reporter">The worker.</param>
    /// <param name="foundingEpoch">Epochs up to this were given before the control plane's memory began.</param>
    /// <param name="now">The time.</param>
    public ReportVerdict Judge(PartitionChange change, WorkerLocation reporter, long foundingEpoch, DateTimeOffset now) => change.Kind switch
    {
        PartitionChangeKind.Writing => JudgeWriting(change.Attempt, reporter.Worker, foundingEpoch),
        PartitionChangeKind.Committed => JudgeStored(
            new StoredPartition(change.Attempt, change.SubpartitionCount, change.Receipt!.Value),
            reporter,
            foundingEpoch,
            now),
        PartitionChangeKind.Failed => JudgeEnded(change, reporter.Worker, "writing ended without a commit", now),
        PartitionChangeKind.Lost => JudgeLost(change, reporter.Worker, now),
        PartitionChangeKind.Released => JudgeEnded(change, reporter.Worker, "its worker deleted it without an order", now),
        _ => throw new InvalidOperationException($"Change kind {change.Kind} passed validation."),
    };

    /// <summary>A worker holds all of its share of an attempt: by a commit, or by its inventory.</summary>
    public ReportVerdict JudgeStored(StoredPartition stored, WorkerLocation holder, long foundingEpoch, DateTimeOffset now)
    {
        PartitionAttemptId attempt = stored.Attempt;
        return ShareOn(holder.Worker, attempt, out ShareRecord? share) switch
        {
            PartitionState.Allocated or PartitionState.Writing when !share!.IsStored => new ShareCommitted(attempt, holder.Worker, stored.Receipt, now),
            PartitionState.Allocated or PartitionState.Writing or PartitionState.Committed or PartitionState.Releasing => ReportVerdict.NothingNew,
            null when IsFromBefore(attempt, foundingEpoch) && attempt.Attempt >= HighestAttempt => JudgeFromBefore(stored, holder, now),
            _ => ReportVerdict.Delete,
        };
    }

    /// <summary>An attempt of which a registering worker does not have its share in its inventory.</summary>
    public AttemptFact? JudgeAbsent(PartitionAttemptId attempt, WorkerLocation holder, DateTimeOffset now)
    {
        PartitionState? state = ShareOn(holder.Worker, attempt, out ShareRecord? share);
        // The same process still has its open writers, which no inventory names; a new process has none.
        bool sameProcess = share?.Location.Incarnation == holder.Incarnation;
        return state switch
        {
            PartitionState.Committed => new AttemptLost(attempt, holder.Worker, "its worker returned without it", now),
            PartitionState.Allocated or PartitionState.Writing when share!.IsStored
                => new AttemptFailed(attempt, holder.Worker, "its worker returned without its share", now, MayHaveRemains: true),
            PartitionState.Allocated or PartitionState.Writing when !sameProcess
                => new AttemptFailed(attempt, holder.Worker, "its worker restarted before the commit", now, MayHaveRemains: true),
            _ => null,
        };
    }

    /// <summary>
    /// An attempt of which a registered worker has its share: it is to be found where the worker is now. Its writer or its readers look for the share only.
    /// </summary>
    public AttemptFact? JudgePlace(PartitionAttemptId attempt, WorkerLocation holder, DateTimeOffset now)
        => ShareOn(holder.Worker, attempt, out ShareRecord? share) is { } state && AttemptLife.IsLive(state) && share!.IsStored && share.Location != holder
            ? new ShareRelocated(attempt, holder, now)
            : null;

    /// <summary>One of its workers has gone: what is not committed has failed at once; what is committed may still come back.</summary>
    public AttemptFact? WorkerGone(PartitionAttemptId attempt, WorkerId worker, string reason, DateTimeOffset now)
        => ShareOn(worker, attempt, out _) is { } state && AttemptLife.IsOpen(state)
            ? new AttemptFailed(attempt, worker, reason, now, MayHaveRemains: true)
            : null;

    /// <summary>One of its workers will not come back.</summary>
    public AttemptFact? WorkerForgotten(PartitionAttemptId attempt, WorkerId worker, DateTimeOffset now)
        => ShareOn(worker, attempt, out _) == PartitionState.Committed
            ? new AttemptLost(attempt, worker, "its worker did not return within the recovery window", now)
            : ConfirmRelease(attempt, worker);

    /// <summary>A worker has nothing of an attempt any more that was to be released; null if it has not been asked by this partition.</summary>
    public AttemptFact? ConfirmRelease(PartitionAttemptId attempt, WorkerId worker)
        => ShareOn(worker, attempt, out _) == PartitionState.Releasing ? new ShareReleased(attempt, worker) : null;

    private ReportVerdict JudgeWriting(PartitionAttemptId attempt, WorkerId worker, long foundingEpoch) => ShareOn(worker, attempt, out _) switch
    {
        PartitionState.Allocated => new AttemptWriting(attempt),
        PartitionState.Writing or PartitionState.Committed or PartitionState.Releasing => ReportVerdict.NothingNew,
        // Its commit will be judged.
        null when IsFromBefore(attempt, foundingEpoch) => ReportVerdict.NothingNew,
        _ => ReportVerdict.Delete,
    };

    // The bytes are damaged or gone. A damaged file is set aside, not deleted, so this confirms no release. It is told again after every registration: where the
    // attempt came to its end by it, it stays for a person to look at until the attempt is forgotten; where nothing of the attempt should be, nobody would ever
    // have it deleted.
    private ReportVerdict JudgeLost(PartitionChange change, WorkerId worker, DateTimeOffset now)
    {
        string reason = change.Reason.Length > 0 ? change.Reason : "the stored bytes are damaged or gone";
        return ShareOn(worker, change.Attempt, out ShareRecord? share) switch
        {
            PartitionState.Allocated or PartitionState.Writing => new AttemptFailed(change.Attempt, worker, reason, now, MayHaveRemains: true),
            PartitionState.Committed => new AttemptLost(change.Attempt, worker, reason, now),
            null => ReportVerdict.Delete,
            PartitionState.Failed or PartitionState.Lost when !share!.MayHaveRemains => ReportVerdict.Delete,
            _ => ReportVerdict.NothingNew,
        };
    }

    // The worker has nothing of the attempt any more, for whatever reason.
    private ReportVerdict JudgeEnded(PartitionChange change, WorkerId worker, string otherwise, DateTimeOffset now)
    {
        string reason = change.Reason.Length > 0 ? change.Reason : otherwise;
        return ShareOn(worker, change.Attempt, out _) switch
        {
            PartitionState.Allocated or PartitionState.Writing => new AttemptFailed(change.Attempt, worker, reason, now),
            PartitionState.Committed => new AttemptLost(change.Attempt, worker, reason, now),
            _ => ConfirmRelease(change.Attempt, worker),
        };
    }

    // The data is as good as it ever was. But of a contribution nobody knows any more which workers hold the other shares, nor in which order: it can be
    // taken in only whole, so it is not, and its producer runs again.
    private static ReportVerdict JudgeFromBefore(StoredPartition stored, WorkerLocation holder, DateTimeOffset now)
        => stored.Attempt.Partition.Kind == DataPartitionKind.Map
            ? new AttemptAdopted(stored.Attempt, stored.SubpartitionCount, holder, stored.Receipt, now)
            : ReportVerdict.KeepForNow;

    // Given before the control plane lost its memory, and not allocated anew since.
    private bool IsFromBefore(PartitionAttemptId attempt, long foundingEpoch) => attempt.Epoch <= foundingEpoch && attempt.Epoch > HighestEpoch;

    // Where the attempt stands, for a worker with a share in it. A share that was released is one no more.
    private PartitionState? ShareOn(WorkerId worker, PartitionAttemptId attempt, out ShareRecord? share)
    {
        AttemptRecord? record = Find(attempt);
        share = record?.ShareOn(worker) is { IsReleased: false } assigned ? assigned : null;
        return share is null ? null : record!.State;
    }
}
