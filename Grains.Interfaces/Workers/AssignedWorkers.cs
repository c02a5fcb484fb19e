namespace ShuffleOrleans.Grains.Interfaces.Workers;

/// <summary>The workers of one partition attempt.</summary>
/// <param name="Locations">In the order of its shares.</param>
[GenerateSerializer]
[Immutable]
[Alias("shuffle.AssignedWorkers")]
public sealed record AssignedWorkers(
    [property: Id(0)] IReadOnlyList<WorkerLocation> Locations);
