using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>Who a worker process is.</summary>
/// <param name="Worker">The worker, as its data directories know it.</param>
/// <param name="Incarnation">This process.</param>
public sealed record WorkerIdentity(WorkerId Worker, WorkerIncarnationId Incarnation);
