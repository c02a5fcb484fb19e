namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>A page of partition attempts, ordered by data set, partition index and attempt.</summary>
/// <param name="Partitions">The page.</param>
/// <param name="TotalCount">How many there are in all.</param>
/// <param name="LastEventSequence">Number of the newest event that the page reflects.</param>
public sealed record PartitionListReply(IReadOnlyList<PartitionStatus> Partitions, int TotalCount, long LastEventSequence);
