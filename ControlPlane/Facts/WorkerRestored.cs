namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>All of a worker, for a snapshot; what it holds comes with the partitions.</summary>
internal sealed record WorkerRestored(
    WorkerRegistered Registration,
    bool Gone,
    long? AcknowledgedSequence,
    IReadOnlyList<PartitionAttemptId> ReleaseOrders,
    IReadOnlyList<OrphansFound> Orphans,
    string? ExcludedFor = null) : ControlPlaneFact;
