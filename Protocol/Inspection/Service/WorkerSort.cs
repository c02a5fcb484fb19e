namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>What workers can be ordered by.</summary>
public enum WorkerSort
{
    /// <summary>Their id.</summary>
    Worker,

    /// <summary>What may still be written.</summary>
    UsableBytes,

    /// <summary>What partitions take.</summary>
    StoredBytes,

    /// <summary>Memory that is rented.</summary>
    MemoryInUseBytes,

    /// <summary>Attempts they hold or are to hold.</summary>
    Attempts,
}
