namespace ShuffleOrleans.Grains.Interfaces.Workers;

/// <summary>A worker, for assignments and for people.</summary>
/// <param name="Location">Its last known process and place.</param>
/// <param name="Rack">A label of the failure domain; may be empty.</param>
/// <param name="Silo">The silo it lives or lived in.</param>
/// <param name="IsGone">Whether it has left or its silo is dead, and its recovery window runs.</param>
/// <param name="Load">What it last said of itself; null until this activation has heard it.</param>
/// <param name="HeldCount">How many attempts it is intended to hold.</param>
/// <param name="HasOrphans">Whether it keeps data of jobs that are not registered.</param>
/// <param name="LeftInOrder">Whether it is gone because it said goodbye.</param>
/// <param name="ExcludedFor">Why an operator has taken it out; null if none has.</param>
/// <param name="HeardAt">When it reported last; null until this activation has heard it.</param>
[GenerateSerializer]
[Immutable]
[Alias("shuffle.WorkerView")]
public sealed record WorkerView(
    [property: Id(0)] WorkerLocation Location,
    [property: Id(1)] string Rack,
    [property: Id(2)] SiloAddress Silo,
    [property: Id(3)] bool IsGone,
    [property: Id(4)] WorkerLoad? Load,
    [property: Id(5)] int HeldCount,
    [property: Id(6)] bool HasOrphans,
    [property: Id(7)] bool LeftInOrder = false,
    [property: Id(8)] string? ExcludedFor = null,
    [property: Id(9)] DateTimeOffset? HeardAt = null);
