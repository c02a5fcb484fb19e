using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>What the control plane knows of one partition attempt.</summary>
/// <param name="Allocation">The attempt and where it is.</param>
/// <param name="State">Where in its life it stands.</param>
/// <param name="Receipt">What the worker counted, once committed.</param>
public sealed record PartitionStatus(PartitionAllocation Allocation, PartitionState State, PartitionReceipt? Receipt);
