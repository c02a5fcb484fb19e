using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>A worker process introduces itself.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Incarnation">This process.</param>
/// <param name="Host">Where clients reach it.</param>
/// <param name="DataPort">TCP port of its data plane.</param>
/// <param name="Rack">A label of the failure domain; may be empty.</param>
/// <param name="Load">What it has and uses.</param>
/// <param name="Inventory">Every committed partition it holds; anything else the control plane believes it to hold is gone.</param>
public sealed record WorkerRegistration(
    WorkerId Worker,
    WorkerIncarnationId Incarnation,
    string Host,
    int DataPort,
    string Rack,
    WorkerLoad Load,
    IReadOnlyList<StoredPartition> Inventory);
