using System.Text.Json.Serialization;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Descriptors;

/// <summary>An output held by the task executor that produced it: it is gone when the executor is.</summary>
/// <param name="ResultPartition">The engine's name of the output.</param>
/// <param name="Allocation">The partition attempt with its epoch, and where the executor's worker listens.</param>
/// <param name="ExecutorId">The executor.</param>
public sealed record LocalShuffleDescriptor(ResultPartitionId ResultPartition, PartitionAllocation Allocation, string ExecutorId)
    : StoredShuffleDescriptor(ResultPartition, Allocation)
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string? StoresLocalResourcesOn => ExecutorId;
}
