namespace ShuffleOrleans.Grains.Interfaces.Workers;

/// <summary>Events of workers, oldest first.</summary>
/// <param name="Events">The events.</param>
/// <param name="Missed">True if events after the asked number are no longer kept: the caller lists the workers anew.</param>
/// <param name="LastSequence">Number of the newest event.</param>
[GenerateSerializer]
[Immutable]
[Alias("shuffle.WorkerEventBatch")]
public sealed record WorkerEventBatch(
    [property: Id(0)] IReadOnlyList<WorkerEvent> Events,
    [property: Id(1)] bool Missed,
    [property: Id(2)] long LastSequence);
