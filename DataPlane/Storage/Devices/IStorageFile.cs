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

    /// <summary>The same with a suffix behind them.</summary>
    void Write(ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments, ReadOnlySpan<byte> suffix, long offset)
    {
        long length = BufferSegment.LengthOf(segments);
        Write(prefix, segments, offset);
        Write(suffix, offset + prefix.Length + length);
    }

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

    /// <summary>Whether a stretch is in the system's cache, as far as that can be told cheaply: by its ends. True where it cannot be told.</summary>
    bool IsCached(long offset, long length) => true;

    /// <summary>Fills the destination if the system can do so without the disk.</summary>
    /// <returns>False if the disk is needed; the destination then holds nothing of use.</returns>
    bool TryReadCached(Span<byte> destination, long offset)
    {
        Read(destination, offset);
        return true;
    }

    /// <summary>Brings a stretch into the system's cache, in the order of the disk. Blocks until it is there.</summary>
    /// <exception cref="IOException">The disk failed to read.</exception>
    void Load(long offset, long length)
    {
        // Nothing to do where everything counts as cached.
    }

    /// <summary>Fills the destination.</summary>
    /// <exception cref="EndOfStreamException">The file is shorter.</exception>
    void Read(Span<byte> destination, long offset);
}
