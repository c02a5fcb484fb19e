using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Descriptors;

/// <summary>
/// Stands for an output whose producer is not deployed yet (Flink: UnknownShuffleDescriptor). A gate waits until <c>UpdatePartitionInfo</c> replaces it.
/// </summary>
/// <param name="ResultPartition">The engine's name of the output.</param>
public sealed record UnknownShuffleDescriptor(ResultPartitionId ResultPartition) : ShuffleDescriptor(ResultPartition)
{
    /// <inheritdoc/>
    public override bool IsUnknown => true;
}
