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

    /// <summary>Writes bytes.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Fills the destination.</summary>
    /// <exception cref="EndOfStreamException">The file is shorter.</exception>
    void Read(Span<byte> destination, long offset);
}
