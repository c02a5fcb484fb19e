namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>The worker that holds it has returned as a new process, or at another address. The job hears of it.</summary>
internal sealed record AttemptRelocated(PartitionAttemptId Attempt, WorkerLocation Location, DateTimeOffset At) : AttemptFact(Attempt);
