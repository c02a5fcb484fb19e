using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>A file of a <see cref="CountingStorageDevice"/>.</summary>
internal sealed class CountingStorageFile(CountingStorageDevice device, IStorageFile file) : IStorageFile
{
    public SafeFileHandle Handle => file.Handle;

    public long Length => file.Length;

    public void Write(ReadOnlySpan<BufferSegment> segments, long offset)
    {
        device.CountWrite(BufferSegment.LengthOf(segments));
        file.Write(segments, offset);
    }

    public void Write(ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments, long offset)
    {
        device.CountWrite(prefix.Length + BufferSegment.LengthOf(segments));
        file.Write(prefix, segments, offset);
    }

    public void Write(ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments, ReadOnlySpan<byte> suffix, long offset)
    {
        device.CountWrite(prefix.Length + BufferSegment.LengthOf(segments) + suffix.Length);
        file.Write(prefix, segments, suffix, offset);
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        device.CountWrite(bytes.Length);
        file.Write(bytes, offset);
    }

    public void Preallocate(long offset, long length)
    {
        device.Count(StorageOperation.Preallocate);
        file.Preallocate(offset, length);
    }

    public void TrimPreallocation()
    {
        device.Count(StorageOperation.Trim);
        file.TrimPreallocation();
    }

    public void Discard(long offset, long length)
    {
        device.Count(StorageOperation.Discard);
        file.Discard(offset, length);
    }

    public void Sync()
    {
        device.Count(StorageOperation.Sync);
        file.Sync();
    }

    public bool IsCached(long offset, long length) => file.IsCached(offset, length);

    public bool TryReadCached(Span<byte> destination, long offset) => file.TryReadCached(destination, offset);

    public void Load(long offset, long length) => file.Load(offset, length);

    public void Read(Span<byte> destination, long offset)
    {
        device.Count(StorageOperation.Read);
        file.Read(destination, offset);
    }

    public void Dispose()
    {
        device.CountClose();
        file.Dispose();
    }
}
