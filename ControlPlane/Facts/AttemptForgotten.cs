namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>
/// A failed or lost attempt is listed no longer. Where it came to its end the worker has the order to delete what it may have set aside; the others have
/// theirs already.
/// </summary>
internal sealed record AttemptForgotten(PartitionAttemptId Attempt) : AttemptFact(Attempt);
