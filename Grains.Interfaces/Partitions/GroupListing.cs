namespace ShuffleOrleans.Grains.Interfaces.Partitions;

/// <summary>A page of the attempts of a group.</summary>
/// <param name="Partitions">The page. The job adds its storage choice.</param>
/// <param name="TotalCount">How many attempts the group has in all.</param>
[GenerateSerializer]
[Immutable]
[Alias("shuffle.GroupListing")]
public sealed record GroupListing(
    [property: Id(0)] IReadOnlyList<PartitionStatus> Partitions,
    [property: Id(1)] int TotalCount);
