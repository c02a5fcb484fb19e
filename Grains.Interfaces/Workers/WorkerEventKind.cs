namespace ShuffleOrleans.Grains.Interfaces.Workers;

/// <summary>What can happen to a worker that JobMasters and people want to know.</summary>
[GenerateSerializer]
[Alias("shuffle.WorkerEventKind")]
public enum WorkerEventKind
{
    /// <summary>It is there: for the first time, or again.</summary>
    Registered = 1,

    /// <summary>It left in order; its recovery window runs.</summary>
    Left = 2,

    /// <summary>Its silo is dead; its recovery window runs.</summary>
    Lost = 3,

    /// <summary>Its recovery window has passed: what only it held is lost.</summary>
    Forgotten = 4,
}
