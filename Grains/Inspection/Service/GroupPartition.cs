using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Grains.Inspection.Service;

/// <summary>One partition as its group shows it.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Attempts">Its attempts, oldest first.</param>
internal sealed record GroupPartition(DataPartitionId Partition, IReadOnlyList<AttemptDetail> Attempts);
