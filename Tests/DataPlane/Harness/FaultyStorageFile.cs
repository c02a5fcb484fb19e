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
        if (device.FaultOf(StorageOperation.Write, out double tornAt) is Exception fault)
        {
            Tear(GatheredBytes.Of([], segments), offset, tornAt);
            throw fault;
        }

        file.Write(segments, offset);
    }

    public void Write(ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments, long offset)
    {
        if (device.FaultOf(StorageOperation.Write, out double tornAt) is Exception fault)
        {
            Tear(GatheredBytes.Of(prefix, segments), offset, tornAt);
            throw fault;
        }

        file.Write(prefix, segments, offset);
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        if (device.FaultOf(StorageOperation.Write, out double tornAt) is Exception fault)
        {
            Tear(bytes, offset, tornAt);
            throw fault;
        }

        file.Write(bytes, offset);
    }

    public void Preallocate(long offset, long length)
    {
        device.Enter(StorageOperation.Preallocate);
        file.Preallocate(offset, length);
    }

    public void TrimPreallocation()
    {
        device.Enter(StorageOperation.Trim);
        file.TrimPreallocation();
    }

    public void Discard(long offset, long length)
    {
        device.Enter(StorageOperation.Discard);
        file.Discard(offset, length);
    }

    public void Sync()
    {
        device.Enter(StorageOperation.Sync);
        file.Sync();
    }

    public void Read(Span<byte> destination, long offset)
    {
        device.Enter(StorageOperation.Read);
        file.Read(destination, offset);
        if (device.Damage is Action<byte[]> damage)
        {
            byte[] bytes = destination.ToArray();
            damage(bytes);
            bytes.CopyTo(destination);
        }

        if (device.CallsOf(StorageOperation.Read) == device.FlippedRead)
        {
            destination[0] ^= 1;
        }
    }

    public void Dispose() => file.Dispose();

    private void Tear(ReadOnlySpan<byte> bytes, long offset, double at)
    {
        int prefix = (int)(bytes.Length * at);
        if (prefix > 0)
        {
            file.Write(bytes[..prefix], offset);
        }
    }
}
