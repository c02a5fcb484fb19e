namespace ShuffleOrleans.Grains.Interfaces.Partitions;

/// <summary>What a group of partitions makes of a worker's report or inventory.</summary>
/// <param name="Holdings">What the group intends the worker to hold and to delete now.</param>
/// <param name="Unwanted">What the worker is to delete besides, which no partition speaks for.</param>
/// <param name="Unclaimed">Committed data that nobody can speak for now; it is kept for a grace time.</param>
[GenerateSerializer]
[Immutable]
[Alias("shuffle.GroupVerdict")]
public sealed record GroupVerdict(
    [property: Id(0)] GroupHoldings Holdings,
    [property: Id(1)] IReadOnlyList<PartitionAttemptId> Unwanted,
    [property: Id(2)] IReadOnlyList<StoredPartition> Unclaimed);
