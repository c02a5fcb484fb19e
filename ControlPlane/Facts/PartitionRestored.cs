namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>All of a partition, for a snapshot.</summary>
internal sealed record PartitionRestored(
    DataPartitionId Partition,
    long HighestEpoch,
    int HighestAttempt,
    IReadOnlyList<AttemptRecord> Attempts) : ControlPlaneFact;
