using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>A file of a <see cref="VolatileStorageDevice"/>.</summary>
internal sealed class VolatileStorageFile(VolatileStorageDevice device, int lossesAtOpen, VolatileContent content, IStorageFile file) : IStorageFile
{
    public SafeFileHandle Handle => file.Handle;

    public long Length => file.Length;

    public void Write(ReadOnlySpan<BufferSegment> segments, long offset) => Write(GatheredBytes.Of([], segments), offset);

    public void Write(ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments, long offset) =>
        Write(GatheredBytes.Of(prefix, segments), offset);

    public void Write(ReadOnlySpan<byte> bytes, long offset) => Write(bytes.ToArray(), offset);

    public void Preallocate(long offset, long length) => Do(() => file.Preallocate(offset, length));

    public void TrimPreallocation() => Do(file.TrimPreallocation);

    public void Discard(long offset, long length) => Do(() => file.Discard(offset, length));

    public void Sync() => Do(() => content.Synced = ReadAll(0, (int)file.Length));

    public void Read(Span<byte> destination, long offset)
    {
        int length = destination.Length;
        device.Powered(lossesAtOpen, () => ReadAll(offset, length)).CopyTo(destination);
    }

    public void Dispose() => file.Dispose();

    private void Write(byte[] bytes, long offset) => Do(() =>
    {
        file.Write(bytes, offset);
        content.Length = file.Length;
    });

    private byte[] ReadAll(long offset, int length)
    {
        byte[] bytes = new byte[length];
        file.Read(bytes, offset);
        return bytes;
    }

    private void Do(Action operation) => device.Powered(lossesAtOpen, () =>
    {
        operation();
        return true;
    });
}
