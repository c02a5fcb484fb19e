using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>A committed partition attempt on a worker's disk.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="SubpartitionCount">How many subpartitions it has.</param>
/// <param name="Receipt">What it holds.</param>
public sealed record StoredPartition(PartitionAttemptId Attempt, int SubpartitionCount, PartitionReceipt Receipt);
