namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>An operator has taken a worker out: it gets no new partitions, whatever process of it registers, until it is included or forgotten.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Reason">Who and why, for people.</param>
internal sealed record WorkerExcluded(WorkerId Worker, string Reason) : ControlPlaneFact;
