using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>Something happened to a partition attempt on a worker.</summary>
/// <param name="Sequence">Number within the worker's process, from 1, without gaps; applied once however often it is reported.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Attempt">To which attempt.</param>
/// <param name="SubpartitionCount">How many subpartitions it has; 0 where not known.</param>
/// <param name="Receipt">For <see cref="PartitionChangeKind.Committed"/>: what was counted.</param>
/// <param name="Reason">One sentence for a person; may be empty.</param>
public sealed record PartitionChange(
    long Sequence, PartitionChangeKind Kind, PartitionAttemptId Attempt, int SubpartitionCount, PartitionReceipt? Receipt, string Reason);
