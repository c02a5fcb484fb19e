using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>A file of a <see cref="FaultyStorageDevice"/>, which decides whether its calls fail.</summary>
internal sealed class FaultyStorageFile(FaultyStorageDevice device, IStorageFile file) : IStorageFile
{
    public SafeFileHandle Handle => file.Handle;

    public long Length => file.Length;

    public void Write(ReadOnlySpan<BufferSegment> segments, long offset)
    {
        device.Enter(StorageOperation.Write);
        file.Write(segments, offset);
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        device.Enter(StorageOperation.Write);
        file.Write(bytes, offset);
    }

    public void Read(Span<byte> destination, long offset)
    {
        device.Enter(StorageOperation.Read);
        file.Read(destination, offset);
    }

    public void Dispose() => file.Dispose();
}
