namespace ShuffleOrleans.Grains.Workers;

/// <summary>What is stored of the directory of workers; all else the workers' grains tell it.</summary>
/// <param name="Workers">Which workers there are.</param>
/// <param name="EventCeiling">No event was ever given a greater number.</param>
internal sealed record WorkerDirectoryDocument(IReadOnlyList<WorkerId> Workers, long EventCeiling);
