namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>A worker holds committed data of a job that is not registered. It is kept for a grace time, in case the job comes back.</summary>
internal sealed record OrphansFound(WorkerId Worker, JobId Job, IReadOnlyList<StoredPartition> Partitions) : ControlPlaneFact;
