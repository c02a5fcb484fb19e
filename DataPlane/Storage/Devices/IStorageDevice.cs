namespace ShuffleOrleans.DataPlane.Storage.Devices;

/// <summary>
/// One data directory as the storage engine sees it: the only way to a disk, so that tests can put a full, slow, failing or tearing one in its place. Names are
/// relative, made of ids and numbers
/// by <see cref="Format.PartitionFileName"/>, never taken from the network. Calls block; they belong on the directory's I/O threads. What the disk refuses
/// comes as an exception that
/// <see cref="DiskFailure"/> knows.
/// </summary>
internal interface IStorageDevice
{
    /// <summary>What a person calls it: the path.</summary>
    string Description { get; }

    /// <summary>Creates a file that must not exist, with the folders above it, open for writing.</summary>
    IStorageFile Create(string name);

    /// <summary>Opens an existing file for reading.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    IStorageFile Open(string name);

    /// <summary>Opens an existing file for reading and writing.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    IStorageFile OpenWritable(string name);

    /// <summary>Gives a file its final name; the target must not exist.</summary>
    void Rename(string name, string newName);

    /// <summary>Deletes a file, and the folders above it as far as they are empty. A missing file is no error.</summary>
    void Delete(string name);

    /// <summary>
    /// Makes the name of a file durable: returns when its folder, and every folder above it up to the root, is on the disk. After a create or rename that must
    /// survive the loss of power.
    /// </summary>
    void SyncFolders(string name);

    /// <summary>The names of all files.</summary>
    IEnumerable<string> List();

    /// <summary>Names the file system it lies on: devices of the same one share their free bytes. Null if that cannot be told.</summary>
    string? FileSystem { get; }
    /// <summary>When the file was written last, or what <see cref="SetWriteTime"/> said since.</summary>
    DateTimeOffset GetWriteTime(string name);

    /// <summary>Marks a file with a time, which outlives the process.</summary>
    void SetWriteTime(string name, DateTimeOffset time);

    /// <summary>Deletes folders that hold nothing, innermost first.</summary>
    /// <param name="isOurs">Says of a relative name whether the worker may have made it; others stay.</param>
    /// <returns>How many were deleted.</returns>
    int DeleteEmptyFolders(Func<string, bool> isOurs);

    /// <summary>Bytes that an ordinary process can still write on the disk.</summary>
    long GetFreeBytes();
}
