namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>The worker has nothing of it any more: it was deleted as ordered, or by itself while it was kept for a job that may come back.</summary>
internal sealed record ReleaseDone(WorkerId Worker, PartitionAttemptId Attempt) : ControlPlaneFact;
