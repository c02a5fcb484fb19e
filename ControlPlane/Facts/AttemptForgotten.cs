namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>
/// A failed or lost attempt is listed no longer. Nothing changes for the workers: who may still have something of it has the order to delete it.
/// </summary>
internal sealed record AttemptForgotten(PartitionAttemptId Attempt) : AttemptFact(Attempt);
