using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>One attempt of a partition.</summary>
/// <param name="Attempt">The producer's attempt, from 0.</param>
/// <param name="Epoch">The allocation's number.</param>
/// <param name="State">Where in its life it stands.</param>
/// <param name="SubpartitionCount">How many subpartitions it has.</param>
/// <param name="AllocatedAt">When it was allocated; null if that is not known.</param>
/// <param name="Receipt">What all its shares hold together; null until the last one is stored.</param>
/// <param name="Shares">Its shares, in order: one of a map attempt, one or more of a contribution.</param>
public sealed record AttemptDetail(
    int Attempt,
    long Epoch,
    PartitionState State,
    int SubpartitionCount,
    DateTimeOffset? AllocatedAt,
    PartitionReceipt? Receipt,
    IReadOnlyList<ShareDetail> Shares);
