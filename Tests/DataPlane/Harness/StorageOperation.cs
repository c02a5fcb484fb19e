namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>What a storage device is asked to do.</summary>
public enum StorageOperation
{
    Create,
    Open,
    Rename,
    Delete,
    Write,
    Preallocate,
    Trim,
    Discard,
    Sync,
    Read,
    Space,
    List,
    WriteTime,
    DeleteFolders,
}
