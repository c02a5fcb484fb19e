using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Partitions;

// What workers say about attempts, judged against what is intended.
internal sealed partial class PartitionMachine
{
    /// <summary>A worker reports a change of an attempt.</summary>
    /// <param name="change">The change.</param>
    /// <param name="reporter">The worker.</param>
    /// <param name="foundingEpoch">Epochs up to this were given before the control plane's memory began.</param>
    /// <param name="now">The time.</param>
    public ReportVerdict Judge(PartitionChange change, WorkerLocation reporter, long foundingEpoch, DateTimeOffset now)
    {
        PartitionState? state = StateOn(reporter.Worker, change.Attempt);
        return change.Kind switch
        {
            PartitionChangeKind.Writing => JudgeWriting(change.Attempt, state, foundingEpoch),
            PartitionChangeKind.Committed => JudgeStored(
                new StoredPartition(change.Attempt, change.SubpartitionCount, change.Receipt!.Value),
                reporter,
                foundingEpoch,
                now),
            PartitionChangeKind.Failed => JudgeEnded(change.Attempt, state, OrElse(change.Reason, "writing ended without a commit"), now),
            PartitionChangeKind.Lost => JudgeEnded(change.Attempt, state, OrElse(change.Reason, "the stored bytes are damaged or gone"), now),
            PartitionChangeKind.Released => JudgeEnded(change.Attempt, state, OrElse(change.Reason, "its worker deleted it without an order"), now),
            _ => throw new InvalidOperationException($"Change kind {change.Kind} passed validation."),
        };
    }

    /// <summary>A worker holds all of an attempt: by a commit, or by its inventory.</summary>
    public ReportVerdict JudgeStored(StoredPartition stored, WorkerLocation holder, long foundingEpoch, DateTimeOffset now)
    {
        PartitionAttemptId attempt = stored.Attempt;
        return StateOn(holder.Worker, attempt) switch
        {
            PartitionState.Allocated or PartitionState.Writing => new AttemptCommitted(attempt, stored.Receipt, now),
            PartitionState.Committed or PartitionState.Releasing => ReportVerdict.NothingNew,
            // Given before the control plane lost its memory, and not allocated anew since: the data is as good as it ever was.
            null when attempt.Epoch <= foundingEpoch && attempt.Epoch > HighestEpoch && attempt.Attempt >= HighestAttempt
                => new AttemptAdopted(attempt, stored.SubpartitionCount, holder, stored.Receipt, now),
            _ => ReportVerdict.Delete,
        };
    }

    /// <summary>An attempt that a registering worker does not have in its inventory.</summary>
    public AttemptFact? JudgeAbsent(PartitionAttemptId attempt, WorkerLocation holder, DateTimeOffset now)
    {
        AttemptRecord? record = Find(attempt);
        // The same process still has its open writers, which no inventory names; a new process has none.
        bool sameProcess = record?.Location.Incarnation == holder.Incarnation;
        return record?.State switch
        {
            PartitionState.Committed => new AttemptLost(attempt, "its worker returned without it", now),
            PartitionState.Allocated or PartitionState.Writing when !sameProcess => new AttemptFailed(attempt, "its worker restarted before the commit", now),
            _ => null,
        };
    }

    /// <summary>Its worker has gone: what is not committed has failed at once; what is committed may still come back.</summary>
    public AttemptFact? WorkerGone(PartitionAttemptId attempt, string reason, DateTimeOffset now)
        => Find(attempt)?.State is PartitionState.Allocated or PartitionState.Writing ? new AttemptFailed(attempt, reason, now) : null;

    /// <summary>Its worker will not come back.</summary>
    public AttemptFact? WorkerForgotten(PartitionAttemptId attempt, DateTimeOffset now) => Find(attempt)?.State switch
    {
        PartitionState.Committed => new AttemptLost(attempt, "its worker did not return within the recovery window", now),
        PartitionState.Releasing => new AttemptForgotten(attempt),
        _ => null,
    };

    private ReportVerdict JudgeWriting(PartitionAttemptId attempt, PartitionState? state, long foundingEpoch) => state switch
    {
        PartitionState.Allocated => new AttemptWriting(attempt),
        PartitionState.Writing or PartitionState.Committed or PartitionState.Releasing => ReportVerdict.NothingNew,
        // From before a loss of memory: its commit will be adopted.
        null when attempt.Epoch <= foundingEpoch && attempt.Epoch > HighestEpoch => ReportVerdict.NothingNew,
        _ => ReportVerdict.Delete,
    };

    // The worker has nothing of the attempt any more, for whatever reason.
    private static ReportVerdict JudgeEnded(PartitionAttemptId attempt, PartitionState? state, string reason, DateTimeOffset now) => state switch
    {
        PartitionState.Allocated or PartitionState.Writing => new AttemptFailed(attempt, reason, now),
        PartitionState.Committed => new AttemptLost(attempt, reason, now),
        PartitionState.Releasing => new AttemptForgotten(attempt),
        _ => ReportVerdict.NothingNew,
    };

    private static string OrElse(string reason, string otherwise) => reason.Length > 0 ? reason : otherwise;

    private PartitionState? StateOn(WorkerId worker, PartitionAttemptId attempt)
        => Find(attempt) is { } record && record.Location.Worker == worker ? record.State : null;
}
