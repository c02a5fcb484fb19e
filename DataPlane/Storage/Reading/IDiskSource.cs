using ShuffleOrleans.DataPlane.Storage.Directories;

namespace ShuffleOrleans.DataPlane.Storage.Reading;

/// <summary>A source that lies in a file, whose bytes may have to come from the disk first.</summary>
internal interface IDiskSource : IFrameSource
{
    /// <summary>On which disk.</summary>
    DataDirectory Directory { get; }

    /// <summary>Orders files of a directory roughly as they lie on the disk: by when they were made or found.</summary>
    long Place { get; }

    /// <summary>Whether a stretch can be read without waiting for the disk, as far as the system can tell cheaply.</summary>
    bool IsCached(long offset, long length);

    /// <summary>Fills the destination if that needs no disk.</summary>
    bool TryReadCached(Span<byte> destination, long offset);

    /// <summary>Brings a stretch into the system's cache. Blocks until it is there.</summary>
    /// <exception cref="IOException">The disk failed to read.</exception>
    void Load(long offset, long length);
}
