namespace ShuffleOrleans.Grains.Interfaces.Workers;

/// <summary>Where a worker's call comes from.</summary>
/// <param name="Silo">The silo the worker lives in.</param>
/// <param name="Number">Grows with every call of that silo's worker.</param>
[GenerateSerializer]
[Immutable]
[Alias("shuffle.WorkerCall")]
public sealed record WorkerCall(
    [property: Id(0)] SiloAddress Silo,
    [property: Id(1)] long Number);
