namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>The worker's changes up to this number are taken in.</summary>
internal sealed record WorkerReported(WorkerId Worker, long ThroughSequence) : ControlPlaneFact;
