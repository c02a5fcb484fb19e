namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>It is to be deleted: phase one. Each of its workers has the order until it confirms.</summary>
internal sealed record AttemptReleasing(PartitionAttemptId Attempt) : AttemptFact(Attempt);
