namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>A worker process registered. The inventory it brought follows as facts of its own.</summary>
internal sealed record WorkerRegistered(WorkerLocation Location, string Rack) : ControlPlaneFact;
