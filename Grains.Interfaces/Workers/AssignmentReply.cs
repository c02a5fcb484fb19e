namespace ShuffleOrleans.Grains.Interfaces.Workers;

/// <summary>The chosen workers.</summary>
/// <param name="Items">One for each item of the request, in its order.</param>
[GenerateSerializer]
[Immutable]
[Alias("shuffle.AssignmentReply")]
public sealed record AssignmentReply(
    [property: Id(0)] IReadOnlyList<AssignedWorkers> Items);
