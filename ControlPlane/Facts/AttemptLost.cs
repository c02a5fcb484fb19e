namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>No copy is left. The job hears of it.</summary>
internal sealed record AttemptLost(PartitionAttemptId Attempt, string Reason, DateTimeOffset At) : AttemptFact(Attempt);
