using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Descriptors;

/// <summary>An output held by workers of the remote shuffle service.</summary>
/// <param name="ResultPartition">The engine's name of the output.</param>
/// <param name="Allocation">The partition attempt with its epoch, and where it is.</param>
public sealed record RemoteShuffleDescriptor(ResultPartitionId ResultPartition, PartitionAllocation Allocation)
    : StoredShuffleDescriptor(ResultPartition, Allocation);
