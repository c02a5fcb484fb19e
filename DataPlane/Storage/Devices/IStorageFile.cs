using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.DataPlane.Storage.Devices;

/// <summary>An open file of a device. Positions are explicit, so calls may overlap. Whoever opened it disposes it.</summary>
internal interface IStorageFile : IDisposable
{
    /// <summary>The handle, for sending ranges of the file without copying them.</summary>
    SafeFileHandle Handle { get; }

    /// <summary>Its length in bytes.</summary>
    long Length { get; }

    /// <summary>Writes all segments one behind the other, in as few system calls as the system allows.</summary>
    void Write(ReadOnlySpan<BufferSegment> segments, long offset);

    /// <summary>Writes a prefix and all segments one behind the other, as <see cref="Write(ReadOnlySpan{BufferSegment}, long)"/>.</summary>
    void Write(ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments, long offset);

    /// <summary>
    /// Sets blocks aside for a stretch that will be written, so that it lies together and a full disk shows before the bytes come. Does not change the length.
    /// Does nothing where the file system cannot.
    /// </summary>
    /// <exception cref="IOException">The disk has no room.</exception>
    void Preallocate(long offset, long length);

    /// <summary>
    /// Gives back the blocks that were set aside beyond the end of the file. Nobody may write to it meanwhile. Some file systems keep them until the file is
    /// deleted.
    /// </summary>
    void TrimPreallocation();

    /// <summary>Gives a stretch that nobody will read back to the disk; it reads as zeros. Does nothing where the file system cannot.</summary>
    void Discard(long offset, long length);

    /// <summary>Returns when every byte written so far is on the disk itself.</summary>
    void Sync();

    /// <summary>Writes bytes.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Fills the destination.</summary>
    /// <exception cref="EndOfStreamException">The file is shorter.</exception>
    void Read(Span<byte> destination, long offset);
}
