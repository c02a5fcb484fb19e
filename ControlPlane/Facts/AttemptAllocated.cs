namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>An attempt got its epoch and its workers, each for one share, in the order of the shares.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="SubpartitionCount">How many subpartitions it has.</param>
/// <param name="Locations">Its workers.</param>
/// <param name="At">When; null in what was written before this was kept.</param>
internal sealed record AttemptAllocated(
    PartitionAttemptId Attempt,
    int SubpartitionCount,
    IReadOnlyList<WorkerLocation> Locations,
    DateTimeOffset? At = null) : AttemptFact(Attempt);
