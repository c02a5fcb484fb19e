using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.DataPlane.Storage.Reading;

/// <summary>
/// Where stored frames lie: an open file, or memory that was kept instead of one. Positions are those of the file form. Thread-safe; valid as long as the
/// reader
/// holds what it was opened with.
/// </summary>
internal interface IFrameSource
{
    /// <summary>The file, for sending ranges of it without copying them; null if the bytes lie in memory.</summary>
    SafeFileHandle? File { get; }

    /// <summary>Fills the destination.</summary>
    /// <exception cref="IOException">The disk failed, or the file is shorter.</exception>
    void Read(Span<byte> destination, long offset);

    /// <summary>Adds the segments that hold a stretch of memory, with a reference for each that the caller releases. Only without a file.</summary>
    void TakeSegments(long offset, long length, List<BufferSegment> segments);
}
