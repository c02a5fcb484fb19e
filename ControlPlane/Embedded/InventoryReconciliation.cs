using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Partitions;
using ShuffleOrleans.ControlPlane.Workers;

namespace ShuffleOrleans.ControlPlane.Embedded;

/// <summary>
/// Brings intent and disk into agreement when a worker registers: the disk is the truth about bytes, the control plane about intent.
/// </summary>
/// <remarks>
/// | control plane \ inventory | has it                               | has it not                                            |
/// | share not stored yet      | stored: its report was on the way    | the attempt failed, if the worker is a new process    |
/// | share stored, others not  | relocated, if process or place is new | the attempt failed                                   |
/// | attempt committed         | relocated, if process or place is new | the attempt is lost                                  |
/// | ordered to be released    | the order stands                     | the order stands                                      |
/// | Failed, Lost, forgotten   | ordered to be released               | as it should be                                       |
/// | map, older than the memory | adopted                             | as it should be                                       |
/// | contribution, older than the memory, or its job not registered | kept for a grace time, then ordered to be released | as it should be |
/// What an inventory does not name may still be there as a damaged file that was set aside. So an order stands until the worker confirms it, and what is
/// missing of a job that is not registered is ordered to be released.
/// After Flink remote shuffle's AssignmentTrackerImpl.synchronizeWorkerDataPartitions, which knows neither epochs nor a grace time of its own.
/// </remarks>
/// <param name="unknownJobGrace">How long data of jobs that are not registered is kept.</param>
internal sealed class InventoryReconciliation(TimeSpan unknownJobGrace)
{
    /// <param name="turn">The turn of the registration; the worker's own fact is raised.</param>
    /// <param name="worker">The worker.</param>
    /// <param name="inventory">Every committed partition it holds.</param>
    public void Reconcile(Turn turn, WorkerMachine worker, IReadOnlyList<StoredPartition> inventory)
    {
        HashSet<PartitionAttemptId> present = [.. inventory.Select(stored => stored.Attempt)];
        JudgeAbsent(turn, worker, present);
        OrderAbsent(turn, worker, present);
        List<StoredPartition> orphans = [];
        foreach (StoredPartition stored in inventory.Where(stored => !worker.ReleaseOrders.Contains(stored.Attempt)))
        {
            if (turn.State.Job(stored.Attempt.Partition.Job) is null || JudgePresent(turn, worker, stored).Unclaimed)
            {
                orphans.Add(stored);
            }
        }

        KeepOrphans(turn, worker, orphans);
    }

    /// <summary>
    /// Keeps committed data that nobody speaks for, for now. Of jobs that are not registered: also of those that have ended here, in case the worker reports
    /// to the wrong control plane. Of contributions older than the memory: readers may be in mid-stream.
    /// </summary>
    public void KeepOrphans(Turn turn, WorkerMachine worker, IReadOnlyList<StoredPartition> orphans)
    {
        bool IsNews(StoredPartition stored) => !worker.ReleaseOrders.Contains(stored.Attempt) && !worker.Orphans.Contains(stored.Attempt);
        foreach (IGrouping<JobId, StoredPartition> ofJob in orphans.Where(IsNews).GroupBy(stored => stored.Attempt.Partition.Job))
        {
            turn.Raise(new OrphansFound(worker.Id, ofJob.Key, [.. ofJob]));
            worker.Orphans.StartGrace(ofJob.Key, turn.Now + unknownJobGrace);
            turn.Watch(turn.Now + unknownJobGrace);
        }
    }

    private static void JudgeAbsent(Turn turn, WorkerMachine worker, HashSet<PartitionAttemptId> present)
    {
        foreach (PartitionAttemptId attempt in worker.Held.Where(attempt => !present.Contains(attempt)).ToArray())
        {
            turn.Raise(turn.State.PartitionOrBlank(attempt.Partition).JudgeAbsent(attempt, worker.Location, turn.Now));
        }
    }

    // What was kept for a job that may come back, and is sound no more.
    private static void OrderAbsent(Turn turn, WorkerMachine worker, HashSet<PartitionAttemptId> present)
    {
        PartitionAttemptId[] orphans = [.. worker.Orphans.Jobs.SelectMany(worker.Orphans.Of).Select(stored => stored.Attempt)];
        foreach (PartitionAttemptId attempt in orphans.Where(attempt => !present.Contains(attempt)))
        {
            turn.Raise(new ReleaseOrdered(worker.Id, attempt));
        }
    }

    private static ReportVerdict JudgePresent(Turn turn, WorkerMachine worker, StoredPartition stored)
    {
        ReportVerdict verdict = turn.State.PartitionOrBlank(stored.Attempt.Partition).JudgeStored(
            stored,
            worker.Location,
            turn.State.FoundingEpoch,
            turn.Now);
        turn.Raise(verdict.Unwanted ? new ReleaseOrdered(worker.Id, stored.Attempt) : verdict.Fact);
        turn.Raise(turn.State.PartitionOrBlank(stored.Attempt.Partition).JudgePlace(stored.Attempt, worker.Location, turn.Now));
        return verdict;
    }
}
