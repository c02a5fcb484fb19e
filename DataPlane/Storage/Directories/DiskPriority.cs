namespace ShuffleOrleans.DataPlane.Storage.Directories;

/// <summary>What goes first on the I/O threads of a directory.</summary>
internal enum DiskPriority
{
    /// <summary>Short work that somebody waits for: opening, releasing, checking.</summary>
    First,

    /// <summary>Writing in bulk.</summary>
    Bulk,
}
