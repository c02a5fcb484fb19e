namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>Writing ended on one worker before all shares were stored. The others have the order to delete theirs. The job hears of it.</summary>
internal sealed record AttemptFailed(PartitionAttemptId Attempt, WorkerId Worker, string Reason, DateTimeOffset At) : ShareFact(Attempt, Worker);
