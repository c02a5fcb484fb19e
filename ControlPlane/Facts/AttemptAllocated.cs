namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>An attempt got its epoch and its workers, each for one share, in the order of the shares.</summary>
internal sealed record AttemptAllocated(PartitionAttemptId Attempt, int SubpartitionCount, IReadOnlyList<WorkerLocation> Locations) : AttemptFact(Attempt);
