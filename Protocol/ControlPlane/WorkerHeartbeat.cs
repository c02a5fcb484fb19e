using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>A worker's report.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Incarnation">Its process.</param>
/// <param name="Load">What it has and uses now.</param>
/// <param name="Changes">Partition changes the control plane has not acknowledged yet, oldest first, at most <see cref="MaxChanges"/>; the rest comes with the
/// next report.</param>
public sealed record WorkerHeartbeat(WorkerId Worker, WorkerIncarnationId Incarnation, WorkerLoad Load, IReadOnlyList<PartitionChange> Changes)
{
    /// <summary>The most changes in one report: 1000.</summary>
    public const int MaxChanges = 1000;
}
