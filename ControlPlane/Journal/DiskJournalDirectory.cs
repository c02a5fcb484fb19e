namespace ShuffleOrleans.ControlPlane.Journal;

/// <summary>
/// A directory of the file system. Holds a lock on a file as long as it lives, so that two processes never write one journal. The file stays: deleting it
/// would let a second and a third process lock two files of the same name.
/// </summary>
internal sealed class DiskJournalDirectory : IJournalDirectory
{
    private const string LockName = "journal.lock";

    private readonly FileStream _lock;

    /// <exception cref="ShuffleException">The directory cannot be made, cannot be written, or belongs to another process.</exception>
    public DiskJournalDirectory(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path);
            _lock = new FileStream(NameOf(LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ShuffleException(
                ShuffleErrorCode.ControlPlaneUnavailable,
                $"The journal directory {Path} cannot be used: {e.Message} Check that it is writable and that no other service uses it.",
                e);
        }
    }

    public string Path { get; }

    public IReadOnlyList<string> List() => [.. Directory.EnumerateFiles(Path).Select(file => System.IO.Path.GetFileName(file))];

    public Stream OpenRead(string name)
        => new FileStream(NameOf(name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);

    public IJournalFile Create(string name) => new DiskJournalFile(NameOf(name), FileMode.Create, length: 0);

    public IJournalFile OpenAppend(string name, long length) => new DiskJournalFile(NameOf(name), FileMode.Open, length);

    public void Rename(string from, string to) => File.Move(NameOf(from), NameOf(to), overwrite: true);

    public void Delete(string name) => File.Delete(NameOf(name));

    public void Flush() => DirectoryFlush.Flush(Path);

    public void Dispose() => _lock.Dispose();

    private string NameOf(string name) => System.IO.Path.Combine(Path, name);
}
