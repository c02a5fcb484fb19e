namespace ShuffleOrleans.ControlPlane.Groups;

/// <summary>What one worker is to delete and has not confirmed, for a snapshot.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Attempts">The attempts.</param>
internal sealed record WorkerOrders(WorkerId Worker, IReadOnlyList<PartitionAttemptId> Attempts);
