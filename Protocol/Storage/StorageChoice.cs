namespace ShuffleOrleans.Protocol.Storage;

/// <summary>How a job wants its partitions kept. The default is page cache, on whatever disk the worker prefers.</summary>
/// <param name="Durability">What a commit promises.</param>
/// <param name="PreferredDiskKind">The kind of disk to use while one of it has room; null for the worker's own preference.</param>
public readonly record struct StorageChoice(Durability Durability, DiskKind? PreferredDiskKind)
{
    /// <summary>Whether both values are known ones.</summary>
    public bool IsKnown() => Enum.IsDefined(Durability) && (PreferredDiskKind is not DiskKind kind || Enum.IsDefined(kind));
}
