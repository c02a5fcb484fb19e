namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>Writing ended without a commit. The job hears of it.</summary>
internal sealed record AttemptFailed(PartitionAttemptId Attempt, string Reason, DateTimeOffset At) : AttemptFact(Attempt);
