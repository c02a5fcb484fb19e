namespace ShuffleOrleans.ControlPlane.Journal;

/// <summary>
/// The disk as the journal sees it: flat names in one directory. Tests put one in its place that crashes and tears writes. Calls block and may throw <see
/// cref="IOException"/>.
/// </summary>
internal interface IJournalDirectory : IDisposable
{
    /// <summary>Where it is, for people.</summary>
    string Path { get; }

    /// <summary>The names of all files.</summary>
    IReadOnlyList<string> List();

    /// <summary>Opens a file for reading from its start.</summary>
    Stream OpenRead(string name);

    /// <summary>Makes an empty file, in place of one that may be there.</summary>
    IJournalFile Create(string name);

    /// <summary>Opens a file for appending, cut to a length first.</summary>
    IJournalFile OpenAppend(string name, long length);

    /// <summary>Gives a file another name, in place of one that may be there. Durable after <see cref="Flush"/>.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file.</summary>
    void Delete(string name);

    /// <summary>Makes the names durable: on a crash afterwards, what was created, renamed or deleted stays so.</summary>
    void Flush();
}
