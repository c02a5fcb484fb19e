using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>Workers are assigned to a partition attempt.</summary>
/// <param name="Attempt">The attempt with its epoch.</param>
/// <param name="SubpartitionCount">How many subpartitions it has.</param>
/// <param name="Locations">Where it is written and read; the first is the one to write to. At least one; one today, more with replication.</param>
public sealed record PartitionAllocation(PartitionAttemptId Attempt, int SubpartitionCount, IReadOnlyList<WorkerLocation> Locations);
