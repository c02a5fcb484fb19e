namespace ShuffleOrleans.DataPlane.Storage.Reading;

/// <summary>
/// How much a reader asks of the disk at once: whoever reads on where it stopped gets twice as much each time, as far as a limit; whoever jumps gets what it
/// needs and no more. One reader's.
/// </summary>
internal struct ReadAhead
{
    private const long MaxBytes = 4 * 1024 * 1024;

    private long _bytes;
    private long _end;

    /// <summary>The reader needs this stretch from the disk.</summary>
    /// <returns>How many bytes to load from its beginning.</returns>
    public long Next(long offset, long length)
    {
        // What was loaded ahead was read from memory: the reader reads on if it asks again within what that was.
        bool sequential = offset <= _end && offset >= _end - MaxBytes && _end > 0;
        _bytes = sequential ? Math.Min(MaxBytes, _bytes * 2) : 0;
        _bytes = Math.Max(_bytes, length);
        _end = offset + _bytes;
        return _bytes;
    }
}
