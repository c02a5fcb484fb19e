namespace ShuffleOrleans.Grains.Interfaces.Workers;

/// <summary>Something happened to a worker.</summary>
/// <param name="Sequence">Number within the cluster, from 1. After a failure of the directory it may jump.</param>
/// <param name="At">When the control plane learnt it.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Location">The worker, with its last known process and place.</param>
[GenerateSerializer]
[Immutable]
[Alias("shuffle.WorkerEvent")]
public sealed record WorkerEvent(
    [property: Id(0)] long Sequence,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] WorkerEventKind Kind,
    [property: Id(3)] WorkerLocation Location);
