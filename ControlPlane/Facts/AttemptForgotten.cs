namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>Nothing of it is left anywhere: phase two of a release, or the end of a failed or lost attempt.</summary>
internal sealed record AttemptForgotten(PartitionAttemptId Attempt) : AttemptFact(Attempt);
