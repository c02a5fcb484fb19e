namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>An attempt got its epoch and its worker.</summary>
internal sealed record AttemptAllocated(PartitionAttemptId Attempt, int SubpartitionCount, WorkerLocation Location) : AttemptFact(Attempt);
