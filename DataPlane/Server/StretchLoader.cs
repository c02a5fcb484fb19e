using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Reading;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// Holds the stretch that a read channel sends next while its bytes come from the disk: an I/O thread brings them, in the order of the disk. One read
/// channel's;
/// at most one load at a time.
/// </summary>
/// <param name="loaded">Called once for each load, on an I/O thread; null if the bytes are there.</param>
internal sealed class StretchLoader(Action<Exception?> loaded) : IDiskRead
{
    private FrameStretch _stretch;
    private long _bytes;
    private ReadAhead _readAhead;

    public long Place => Disk.Place;

    public long Offset => _stretch.Offset;

    private IDiskSource Disk => (IDiskSource)_stretch.Source;

    /// <summary>Takes the stretch that was loaded, if there is one.</summary>
    public bool TryTake(out FrameStretch stretch)
    {
        stretch = _stretch;
        _stretch = default;
        return stretch.FrameCount > 0;
    }

    /// <summary>Begins to load a stretch of a file.</summary>
    /// <returns>False if the disk's threads have ended; then nothing is held.</returns>
    public bool TryLoad(in FrameStretch stretch)
    {
        _stretch = stretch;
        _bytes = _readAhead.Next(stretch.Offset, stretch.Length);
        if (Disk.Directory.Reads.TryLoad(this))
        {
            return true;
        }

        _stretch = default;
        return false;
    }

    public void Load() => Disk.Load(_stretch.Offset, _bytes);

    public void OnLoaded(Exception? error) => loaded(error);
}
