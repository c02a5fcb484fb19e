namespace ShuffleOrleans.ControlPlane.Journal;

/// <summary>
/// A record in the middle of the journal does not match its checksum or makes no sense. The control plane does not start: skipping the record would forget
/// promises silently.
/// </summary>
/// <param name="file">The journal file.</param>
/// <param name="offset">Where in the file the bad record begins, in bytes.</param>
/// <param name="what">What is wrong with it.</param>
/// <param name="innerException">The cause, if there is one.</param>
public sealed class JournalCorruptException(string file, long offset, string what, Exception? innerException = null)
    : ShuffleException(
        ShuffleErrorCode.InternalError,
        $"The journal file {file} is damaged at byte {offset}: {what}. Restore the file from a copy, "
        + "or move the journal directory away to start without memory: running jobs must then register again.",
        innerException)
{
    /// <summary>The journal file.</summary>
    public string File { get; } = file;

    /// <summary>Where in the file the bad record begins, in bytes.</summary>
    public long Offset { get; } = offset;
}
