namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>All of a job, for a snapshot.</summary>
internal sealed record JobRestored(
    JobRegistered Registration,
    IReadOnlyList<JobInstanceId> FencedInstances,
    long LastEventSequence,
    IReadOnlyList<PartitionEvent> Events) : ControlPlaneFact;
