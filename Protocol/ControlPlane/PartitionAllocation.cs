using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>Workers are assigned to a partition attempt.</summary>
/// <param name="Attempt">The attempt with its epoch.</param>
/// <param name="SubpartitionCount">How many subpartitions it has.</param>
/// <param name="Locations">
/// Where it is written and read. A map attempt has one location. A contribution to reduce partitions has one for each worker that holds some of them: the
/// subpartitions are divided among the locations in order, as <see cref="SubpartitionShares"/> says.
/// </param>
/// <param name="Storage">How the job wants it kept; the writer passes it on to the worker.</param>
public sealed record PartitionAllocation(
    PartitionAttemptId Attempt, int SubpartitionCount, IReadOnlyList<WorkerLocation> Locations, StorageChoice Storage = default);
