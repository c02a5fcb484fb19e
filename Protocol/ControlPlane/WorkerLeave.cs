using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>A worker process says goodbye.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Incarnation">Its process.</param>
public sealed record WorkerLeave(WorkerId Worker, WorkerIncarnationId Incarnation);
