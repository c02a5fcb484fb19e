using ShuffleOrleans.ControlPlane.Workers;

namespace ShuffleOrleans.ControlPlane.Assignment;

/// <summary>Which workers may be chosen at all, before any strategy is asked.</summary>
internal static class WorkerFilter
{
    /// <summary>Why a worker takes no new partition, in words that follow its id; null if it does.</summary>
    public static string? Refusal(WorkerMachine worker)
    {
        if (worker.IsGone)
        {
            return "is gone";
        }

        if (worker.Load is not { } load)
        {
            return "has not reported yet";
        }

        if (!load.AcceptsWrites)
        {
            return "accepts no writes";
        }

        return load.Disks.Any(disk => disk.Healthy && disk.UsableBytes > 0) ? null : "has no healthy disk with usable space";
    }

    /// <summary>The workers that may be chosen, ordered by id.</summary>
    /// <exception cref="ShuffleException">There is none; the message says why.</exception>
    public static IReadOnlyList<WorkerCandidate> Candidates(IReadOnlyCollection<WorkerMachine> workers)
    {
        List<WorkerCandidate> candidates = [];
        List<string> refusals = [];
        foreach (WorkerMachine worker in workers)
        {
            if (Refusal(worker) is { } refusal)
            {
                refusals.Add($"{worker.Id} {refusal}");
            }
            else
            {
                candidates.Add(new WorkerCandidate(worker.Location, worker.Held.Count));
            }
        }

        return candidates.Count > 0 ? candidates : throw NoneLeft(refusals);
    }

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
