namespace ShuffleOrleans.Grains.Interfaces.Workers;

/// <summary>One partition attempt that needs workers.</summary>
/// <param name="Request">The attempt.</param>
/// <param name="Homes">The workers that the data set has already, in order; empty if none.</param>
[GenerateSerializer]
[Immutable]
[Alias("shuffle.AssignmentItem")]
public sealed record AssignmentItem(
    [property: Id(0)] PartitionRequest Request,
    [property: Id(1)] IReadOnlyList<WorkerId> Homes);
