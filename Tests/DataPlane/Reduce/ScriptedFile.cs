using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>A file of a <see cref="ScriptedDevice"/>.</summary>
internal sealed class ScriptedFile(ScriptedDevice device, string name, IStorageFile file) : IStorageFile
{
    public SafeFileHandle Handle => file.Handle;

    public long Length => file.Length;

    public void Write(ReadOnlySpan<BufferSegment> segments, long offset)
    {
        device.Enter(StorageOperation.Write, name);
        file.Write(segments, offset);
    }

    public void Write(ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments, long offset)
    {
        device.Enter(StorageOperation.Write, name);
        file.Write(prefix, segments, offset);
    }

    public void Preallocate(long offset, long length)
    {
        device.Enter(StorageOperation.Preallocate, name);
        file.Preallocate(offset, length);
    }

    public void TrimPreallocation() => file.TrimPreallocation();

    public void Discard(long offset, long length)
    {
        device.Enter(StorageOperation.Discard, name);
        file.Discard(offset, length);
    }

    public void Sync()
    {
        device.Enter(StorageOperation.Sync, name);
        file.Sync();
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        device.Enter(StorageOperation.Write, name);
        file.Write(bytes, offset);
    }

    public void Read(Span<byte> destination, long offset)
    {
        device.Enter(StorageOperation.Read, name);
        file.Read(destination, offset);
    }

    public void Dispose() => file.Dispose();
}
