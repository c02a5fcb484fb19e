namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>All of a job, for a snapshot.</summary>
internal sealed record JobRestored(
    JobRegistered Registration,
    IReadOnlyList<JobInstanceId> FencedInstances,
    IReadOnlyList<DataSetRecord> DataSets,
    long LastEventSequence,
    IReadOnlyList<PartitionEvent> Events) : ControlPlaneFact;
