namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>The worker that holds a share has returned as a new process, or at another address. The job hears of it.</summary>
internal sealed record ShareRelocated(PartitionAttemptId Attempt, WorkerLocation Location, DateTimeOffset At) : AttemptFact(Attempt);
