namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>An operator has taken an excluded worker back in.</summary>
internal sealed record WorkerIncluded(WorkerId Worker) : ControlPlaneFact;
