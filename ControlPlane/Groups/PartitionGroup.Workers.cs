using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.ControlPlane.Partitions;
using ShuffleOrleans.ControlPlane.Workers;

namespace ShuffleOrleans.ControlPlane.Groups;

// What workers say, and what becomes of them. The rules of an inventory stand at Embedded.InventoryReconciliation.
internal sealed partial class PartitionGroup
{
    /// <summary>Judges changes that a worker reports, in their order.</summary>
    public ReportOutcome Report(WorkerLocation reporter, IReadOnlyList<PartitionChange> changes, DateTimeOffset now)
    {
        ReportOutcome outcome = new();
        foreach (PartitionChange change in changes)
        {
            Take(outcome, reporter, change, now);
        }

        return outcome;
    }

    /// <summary>Compares what a worker is intended to hold with the committed partitions it has.</summary>
    public ReportOutcome Reconcile(WorkerLocation holder, IReadOnlyList<StoredPartition> stored, DateTimeOffset now)
    {
        HashSet<PartitionAttemptId> present = [.. stored.Select(partition => partition.Attempt)];
        foreach (PartitionAttemptId attempt in HeldBy(holder.Worker).Where(attempt => !present.Contains(attempt)))
        {
            Raise(PartitionOrBlank(attempt.Partition).JudgeAbsent(attempt, holder, now), now);
        }

        ReportOutcome outcome = new();
        foreach (StoredPartition partition in stored.Where(partition => !IsOrdered(holder.Worker, partition.Attempt)))
        {
            TakeStored(outcome, holder, partition, now);
        }

        return outcome;
    }

    /// <summary>A worker has gone: what was being written there has failed; what is committed may come back.</summary>
    public void WorkerGone(WorkerId worker, bool inOrder, DateTimeOffset now)
    {
        string reason = inOrder ? "its worker left before the commit" : "its worker was lost before the commit";
        foreach (PartitionAttemptId attempt in HeldBy(worker))
        {
            Raise(PartitionOrBlank(attempt.Partition).WorkerGone(attempt, worker, reason, now), now);
        }
    }

    /// <summary>A worker will not come back: what only it held is lost, what it was to delete is gone.</summary>
    public void WorkerForgotten(WorkerId worker, DateTimeOffset now)
    {
        if (!_workers.ContainsKey(worker))
        {
            return;
        }

        WorkerGone(worker, inOrder: false, now);
        foreach (PartitionAttemptId attempt in HeldBy(worker).Concat(ReleaseOrders(worker)).ToArray())
        {
            Raise(PartitionOrBlank(attempt.Partition).WorkerForgotten(attempt, worker, now), now);
        }

        _workers.Remove(worker);
        _changedWorkers.Remove(worker);
        _unmet.RemoveWhere(unmet => unmet.Worker == worker);
        Touch(now);
    }

    /// <summary>
    /// A worker has taken in its duties and says where it is. What was assigned to an earlier process of it, or to one that has gone since, has failed: nobody
    /// else would ever say so.
    /// </summary>
    /// <param name="worker">The worker.</param>
    /// <param name="version">The version of the duties that it took in.</param>
    /// <param name="isKnown">False if it never registered or was forgotten.</param>
    /// <param name="location">Where it is; null if it is not there.</param>
    /// <param name="now">The time.</param>
    public void Meet(WorkerId worker, long version, bool isKnown, WorkerLocation? location, DateTimeOffset now)
    {
        if (version == Version)
        {
            _changedWorkers.Remove(worker);
        }

        if (!isKnown)
        {
            WorkerForgotten(worker, now);
        }
        else if (location is null)
        {
            WorkerGone(worker, inOrder: false, now);
        }
        else
        {
            foreach (PartitionAttemptId attempt in _unmet.Where(unmet => unmet.Worker == worker).Select(unmet => unmet.Attempt).ToArray())
            {
                MeetOne(attempt, location, now);
            }
        }
    }

    private void MeetOne(PartitionAttemptId attempt, WorkerLocation location, DateTimeOffset now)
    {
        _unmet.Remove((location.Worker, attempt));
        if (Find(attempt) is { } record && AttemptLife.IsOpen(record.State) && record.ShareOn(location.Worker) is { IsStored: false })
        {
            Raise(PartitionOrBlank(attempt.Partition).JudgeAbsent(attempt, location, now), now);
        }
    }

    private void Take(ReportOutcome outcome, WorkerLocation reporter, PartitionChange change, DateTimeOffset now)
    {
        bool wasOrdered = IsOrdered(reporter.Worker, change.Attempt);
        ReportVerdict verdict = EpochFloor != 0
            ? PartitionOrBlank(change.Attempt.Partition).Judge(change, reporter, FoundingEpoch, now)
            : ReportVerdict.OfUnknownJob(change.Kind);
        if (change.Kind == PartitionChangeKind.Lost)
        {
            _events.Add(WorkerEvents.OfDamage(reporter.Worker, change, now));
        }

        Raise(verdict.Fact, now);
        if (verdict.Unwanted && !wasOrdered)
        {
            outcome.Unwanted.Add(change.Attempt);
        }

        if (verdict.Unclaimed && !wasOrdered)
        {
            outcome.Unclaimed.Add(new StoredPartition(change.Attempt, change.SubpartitionCount, change.Receipt!.Value));
        }

        bool nothingLeft = change.Kind is PartitionChangeKind.Released or PartitionChangeKind.Failed;
        if (nothingLeft && IsOrdered(reporter.Worker, change.Attempt))
        {
            DutiesOf(reporter.Worker).Confirm(change.Attempt);
            Touch(now);
        }
    }

    private void TakeStored(ReportOutcome outcome, WorkerLocation holder, StoredPartition stored, DateTimeOffset now)
    {
        if (EpochFloor == 0)
        {
            outcome.Unclaimed.Add(stored);
            return;
        }

        ReportVerdict verdict = PartitionOrBlank(stored.Attempt.Partition).JudgeStored(stored, holder, FoundingEpoch, now);
        Raise(verdict.Fact, now);
        Raise(PartitionOrBlank(stored.Attempt.Partition).JudgePlace(stored.Attempt, holder, now), now);
        if (verdict.Unwanted)
        {
            outcome.Unwanted.Add(stored.Attempt);
        }

        if (verdict.Unclaimed)
        {
            outcome.Unclaimed.Add(stored);
        }
    }

    private PartitionAttemptId[] HeldBy(WorkerId worker) => _workers.TryGetValue(worker, out WorkerDuties? duties) ? [.. duties.Held] : [];

    private bool IsOrdered(WorkerId worker, PartitionAttemptId attempt)
        => _workers.TryGetValue(worker, out WorkerDuties? duties) && duties.ReleaseOrders.Contains(attempt);
}
