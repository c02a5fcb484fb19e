namespace ShuffleOrleans.Grains.Interfaces.Partitions;

/// <summary>A requested partition attempt with the workers that were chosen for it.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Locations">Its workers, in the order of its shares.</param>
[GenerateSerializer]
[Immutable]
[Alias("shuffle.AssignedPartition")]
public sealed record AssignedPartition(
    [property: Id(0)] PartitionRequest Request,
    [property: Id(1)] IReadOnlyList<WorkerLocation> Locations);
