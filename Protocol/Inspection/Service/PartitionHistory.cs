using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>One partition as the control plane knows it; what its workers know of it is asked from them.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Attempts">Its attempts, the oldest allocation first.</param>
/// <param name="Events">The newest events about it, oldest first.</param>
public sealed record PartitionHistory(DataPartitionId Partition, IReadOnlyList<AttemptDetail> Attempts, IReadOnlyList<ServiceEvent> Events);
