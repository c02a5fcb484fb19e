using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.ControlPlane.Assignment;

/// <summary>Which workers may be chosen at all, before any strategy is asked.</summary>
internal static class WorkerFilter
{
    /// <summary>Why a worker takes no new partition, in words that follow its id; null if it does.</summary>
    public static string? Refusal(WorkerStatus worker)
    {
        if (worker.IsGone)
        {
            return "is gone";
        }

        if (worker.ExcludedFor is { } reason)
        {
            return reason.Length > 0 ? $"is excluded ({reason})" : "is excluded";
        }

        if (worker.Load is not { } load)
        {
            return "has not reported yet";
        }

        if (!load.AcceptsWrites)
        {
            return "accepts no writes";
        }

        return load.Disks.Any(HasRoom) ? null : "has no healthy disk with usable space";
    }

    /// <summary>The workers that may be chosen.</summary>
    /// <param name="workers">All workers, ordered by id.</param>
    /// <param name="preferredKind">The kind of disk the job prefers. Workers without one that has room are left out while there are others.</param>
    /// <param name="strategy">What will choose among them.</param>
    /// <exception cref="ShuffleException">There is none; the message says why.</exception>
    public static WorkerCandidates Candidates(IEnumerable<WorkerStatus> workers, DiskKind? preferredKind, IAssignmentStrategy strategy)
    {
        List<WorkerCandidate> candidates = [];
        List<WorkerCandidate> preferred = [];
        List<string> refusals = [];
        foreach (WorkerStatus worker in workers)
        {
            if (Refusal(worker) is { } refusal)
            {
                refusals.Add($"{worker.Location.Worker} {refusal}");
            }
            else
            {
                candidates.Add(new WorkerCandidate(worker.Location, worker.HeldPartitions));
                if (worker.Load!.Disks.Any(disk => disk.Kind == preferredKind && HasRoom(disk)))
                {
                    preferred.Add(candidates[^1]);
                }
            }
        }

        return candidates.Count > 0
            ? new WorkerCandidates(candidates, preferred.Count > 0 ? preferred : candidates, strategy)
            : throw NoneLeft(refusals);
    }

    private static bool HasRoom(DiskLoad disk) => disk.Healthy && disk.UsableBytes > 0;

    private static ShuffleException NoneLeft(List<string> refusals)
    {
        const int Named = 5;
        string why = refusals.Count == 0
            ? "none is registered"
            : string.Join("; ", refusals.Take(Named)) + (refusals.Count > Named ? $"; and {refusals.Count - Named} more" : string.Empty);
        return new ShuffleException(
            ShuffleErrorCode.NoWorkerAvailable,
            $"No shuffle worker can take new partitions: {why}. Nothing was allocated; try again, or add workers.");
    }
}
