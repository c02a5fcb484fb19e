namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>A worker left in order or fell silent. Its committed data may still come back within the recovery window.</summary>
internal sealed record WorkerGone(WorkerId Worker, bool InOrder) : ControlPlaneFact;
