namespace ShuffleOrleans.ControlPlane.Assignment;

/// <summary>The workers that may take new shares, for one request.</summary>
/// <param name="all">Those that pass the filter, at least one, ordered by id.</param>
/// <param name="preferred">Those of them that have the kind of disk the job prefers, at least one; all where none has it, or none is preferred.</param>
/// <param name="strategy">Chooses among them.</param>
internal sealed class WorkerCandidates(IReadOnlyList<WorkerCandidate> all, IReadOnlyList<WorkerCandidate> preferred, IAssignmentStrategy strategy)
{
    private readonly Dictionary<WorkerId, WorkerCandidate> _byId = all.ToDictionary(candidate => candidate.Location.Worker);

    /// <summary>
    /// The workers of an attempt, all different, in the order of its shares. Where there are homes: these, with another candidate in the place of each one
    /// that can take nothing now, and without it where there is no other. Where there are none: as many as there are preferred candidates.
    /// </summary>
    /// <param name="homes">The workers of the attempt before, if it is to lie beside it; may be empty.</param>
    /// <param name="mostShares">The most workers of an attempt without homes.</param>
    /// <param name="producerHost">Where the producer runs, if known.</param>
    public IReadOnlyList<WorkerLocation> Assign(IReadOnlyList<WorkerId> homes, int mostShares, string? producerHost)
    {
        WorkerCandidate?[] shares = homes.Count > 0
            ? [.. homes.Select(_byId.GetValueOrDefault)]
            : new WorkerCandidate?[Math.Min(mostShares, preferred.Count)];
        HashSet<WorkerCandidate> taken = [.. shares.OfType<WorkerCandidate>()];
        for (int share = 0; share < shares.Length; share++)
        {
            shares[share] ??= ChooseBeside(taken, producerHost);
            shares[share]?.Assign();
        }

        return [.. shares.OfType<WorkerCandidate>().Select(candidate => candidate.Location)];
    }

    private WorkerCandidate? ChooseBeside(HashSet<WorkerCandidate> taken, string? producerHost)
    {
        IReadOnlyList<WorkerCandidate> free = Free(preferred, taken);
        free = free.Count > 0 ? free : Free(all, taken);
        WorkerCandidate? chosen = free.Count > 0 ? strategy.Choose(free, producerHost) : null;
        if (chosen is not null)
        {
            taken.Add(chosen);
        }

        return chosen;
    }

    private static IReadOnlyList<WorkerCandidate> Free(IReadOnlyList<WorkerCandidate> candidates, HashSet<WorkerCandidate> taken)
        => taken.Count == 0 ? candidates : [.. candidates.Where(candidate => !taken.Contains(candidate))];
}
