namespace ShuffleOrleans.Grains.Interfaces.Workers;

/// <summary>Whether a worker is there.</summary>
/// <param name="IsKnown">False if it never registered, or was forgotten: nothing of what it held will come back.</param>
/// <param name="Location">Where its process is reached; null while it is gone or not known.</param>
[GenerateSerializer]
[Immutable]
[Alias("shuffle.WorkerStanding")]
public sealed record WorkerStanding(
    [property: Id(0)] bool IsKnown,
    [property: Id(1)] WorkerLocation? Location);
