using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>A file of a <see cref="ColdStorageDevice"/>: cold until loaded, if it is a cold one.</summary>
internal sealed class ColdStorageFile(ColdStorageDevice device, string name, IStorageFile file, bool isCold) : IStorageFile
{
    private readonly Lock _lock = new();
    private readonly List<(long Offset, long End)> _loaded = [];
    private bool _closed;

    public SafeFileHandle Handle => file.Handle;

    public long Length => file.Length;

    public void Write(ReadOnlySpan<BufferSegment> segments, long offset) => file.Write(segments, offset);

    public void Write(ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments, long offset) => file.Write(prefix, segments, offset);

    public void Write(ReadOnlySpan<byte> bytes, long offset) => file.Write(bytes, offset);

    public void Preallocate(long offset, long length) => file.Preallocate(offset, length);

    public void TrimPreallocation() => file.TrimPreallocation();

    public void Discard(long offset, long length) => file.Discard(offset, length);

    public void Sync() => file.Sync();

    public void Read(Span<byte> destination, long offset) => file.Read(destination, offset);

    public bool IsCached(long offset, long length)
    {
        lock (_lock)
        {
            return !isCold || _loaded.Exists(stretch => stretch.Offset <= offset && offset + length <= stretch.End);
        }
    }

    public bool TryReadCached(Span<byte> destination, long offset)
    {
        if (!IsCached(offset, destination.Length))
        {
            return false;
        }

        file.Read(destination, offset);
        return true;
    }

    public void Load(long offset, long length)
    {
        device.OnLoading(name, offset, length);
        Assert.False(_closed, $"{name} was closed while it was loaded.");
        lock (_lock)
        {
            _loaded.Add((offset, offset + length));
        }
    }

    public void Dispose()
    {
        Assert.False(_closed, $"{name} is closed twice.");
        _closed = true;
        file.Dispose();
        device.OnClosed();
    }
}
