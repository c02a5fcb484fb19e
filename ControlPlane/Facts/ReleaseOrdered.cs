namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>A worker holds data that nobody wants and that no partition speaks for: it has the order to delete it until it confirms.</summary>
internal sealed record ReleaseOrdered(WorkerId Worker, PartitionAttemptId Attempt) : ControlPlaneFact;
