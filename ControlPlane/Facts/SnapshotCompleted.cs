namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>
/// The facts up to here describe the whole state when the file was begun; the file was made durable before it got its name, so nothing before this can be
/// torn.
/// </summary>
internal sealed record SnapshotCompleted : ControlPlaneFact;
