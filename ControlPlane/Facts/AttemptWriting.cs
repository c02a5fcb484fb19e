namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>The first of its workers has seen the writer.</summary>
internal sealed record AttemptWriting(PartitionAttemptId Attempt) : AttemptFact(Attempt);
