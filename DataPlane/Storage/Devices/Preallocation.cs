namespace ShuffleOrleans.DataPlane.Storage.Devices;

/// <summary>
/// Sets blocks aside ahead of a file that grows from front to back, in steps that double with it, and gives the rest back at its end: the file lies in few long
/// stretches, however many others grow beside it. A file that stays small costs no extra call; no file sets aside more than twice what it holds, or
/// <see cref="FirstStep"/>. State of the file's writer: not thread-safe, mutable, never copied.
/// </summary>
internal struct Preallocation
{
    /// <summary>The first step: 1 MiB.</summary>
    public const long FirstStep = 1024 * 1024;

    /// <summary>The longest step: 64 MiB.</summary>
    public const long LongestStep = 64 * FirstStep;

    /// <summary>A file that stays within 256 KiB is written in one go or two: nothing is set aside for it.</summary>
    public const long SmallFile = 256 * 1024;

    private long _step;

    /// <summary>Up to where blocks are set aside; 0 while none are.</summary>
    public long End { get; private set; }

    /// <summary>Before a write: sees to it that blocks are there for it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">Where the write begins: the end of the file.</param>
    /// <param name="length">How long it is.</param>
    /// <exception cref="IOException">The disk has no room for this write.</exception>
    public void Reserve(IStorageFile file, long offset, long length)
    {
        long needed = offset + length;
        if (needed <= End || needed <= SmallFile)
        {
            return;
        }

        _step = _step == 0 ? FirstStep : Math.Min(2 * _step, LongestStep);
        long from = Math.Max(offset, End);
        long to = Math.Max(needed, from + _step);
        try
        {
            file.Preallocate(from, to - from);
        }
        catch (IOException e) when (DiskFailure.IsFull(e) && to > needed)
        {
            // Too little room for a whole step. The write itself may still fit, so only that counts; the next step starts small again.
            _step = 0;
            to = needed;
            file.Preallocate(from, to - from);
        }

        End = to;
    }

    /// <summary>After the last write: gives back what was not used.</summary>
    /// <param name="file">The file.</param>
    /// <param name="length">Its length.</param>
    public void Trim(IStorageFile file, long length)
    {
        if (End > length)
        {
            file.TrimPreallocation();
        }

        End = 0;
        _step = 0;
    }
}
