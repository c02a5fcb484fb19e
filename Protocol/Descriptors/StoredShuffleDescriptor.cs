using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Descriptors;

/// <summary>An output that is written to and read from shuffle workers, whoever runs them: all that writers and gates need to know.</summary>
/// <param name="ResultPartition">The engine's name of the output.</param>
/// <param name="Allocation">The partition attempt with its epoch, and where it is.</param>
public abstract record StoredShuffleDescriptor(ResultPartitionId ResultPartition, PartitionAllocation Allocation) : ShuffleDescriptor(ResultPartition);
