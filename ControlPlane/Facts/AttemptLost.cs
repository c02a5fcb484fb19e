namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>
/// No copy of a committed share is left. The other workers have the order to delete theirs; what is damaged stays until the attempt is forgotten. The job
/// hears of it.
/// </summary>
internal sealed record AttemptLost(PartitionAttemptId Attempt, WorkerId Worker, string Reason, DateTimeOffset At) : ShareFact(Attempt, Worker);
