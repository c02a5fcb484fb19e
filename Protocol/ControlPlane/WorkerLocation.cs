using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>How to reach a worker's data plane.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Incarnation">The process that held the data or was assigned when this location was made.</param>
/// <param name="Host">Host name or address.</param>
/// <param name="DataPort">TCP port of the data plane.</param>
public sealed record WorkerLocation(WorkerId Worker, WorkerIncarnationId Incarnation, string Host, int DataPort);
