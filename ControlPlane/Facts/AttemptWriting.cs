namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>The worker has seen the writer.</summary>
internal sealed record AttemptWriting(PartitionAttemptId Attempt) : AttemptFact(Attempt);
