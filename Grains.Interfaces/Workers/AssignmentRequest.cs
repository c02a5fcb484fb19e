using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Grains.Interfaces.Workers;

/// <summary>Asks for workers for partition attempts of one job.</summary>
/// <param name="Strategy">Name of the strategy; null for the service's own.</param>
/// <param name="PreferredDiskKind">The kind of disk the job prefers.</param>
/// <param name="Items">One for each attempt. May be empty: then only the name of the strategy is checked.</param>
[GenerateSerializer]
[Immutable]
[Alias("shuffle.AssignmentRequest")]
public sealed record AssignmentRequest(
    [property: Id(0)] string? Strategy,
    [property: Id(1)] DiskKind? PreferredDiskKind,
    [property: Id(2)] IReadOnlyList<AssignmentItem> Items);
