using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>A file of a <see cref="TinyStorageDevice"/>.</summary>
internal sealed class TinyStorageFile(TinyStorageDevice device, TinyStorageDevice.Extent extent, IStorageFile file) : IStorageFile
{
    public SafeFileHandle Handle => file.Handle;

    public long Length => file.Length;

    public void Write(ReadOnlySpan<BufferSegment> segments, long offset) => Write(GatheredBytes.Of([], segments), offset);

    public void Write(ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments, long offset) =>
        Write(GatheredBytes.Of(prefix, segments), offset);

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        long reach = device.Grow(extent, offset + bytes.Length, wholeOrNothing: false);
        file.Write(bytes[..(int)Math.Clamp(reach - offset, 0, bytes.Length)], offset);
        if (reach < offset + bytes.Length)
        {
            throw NoSpaceLeft();
        }
    }

    public void Preallocate(long offset, long length)
    {
        if (device.Grow(extent, offset + length, wholeOrNothing: true) < offset + length)
        {
            throw NoSpaceLeft();
        }
    }

    public void TrimPreallocation() => device.Cut(extent, file.Length);

    public void Discard(long offset, long length) => file.Discard(offset, length);

    public void Sync() => file.Sync();

    public void Read(Span<byte> destination, long offset) => file.Read(destination, offset);

    public void Dispose() => file.Dispose();

    private static IOException NoSpaceLeft() => new("No space left on device", 28);
}
