using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.Tests.DataPlane.Storage.PowerLoss;

/// <summary>A file of a <see cref="PowerLossDevice"/>: remembers what it held when it was last synced.</summary>
internal sealed class PowerLossFile(IStorageFile file, string path) : IStorageFile
{
    /// <summary>Where it lies now.</summary>
    public string Path { get; set; } = path;

    /// <summary>What certainly survives.</summary>
    public byte[] Synced { get; private set; } = [];

    /// <summary>Whether nothing was written since the last sync.</summary>
    public bool IsSynced { get; private set; }

    public SafeFileHandle Handle => file.Handle;

    public long Length => file.Length;

    public void Write(ReadOnlySpan<BufferSegment> segments, long offset)
    {
        IsSynced = false;
        file.Write(segments, offset);
    }

    public void Write(ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments, long offset)
    {
        IsSynced = false;
        file.Write(prefix, segments, offset);
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        IsSynced = false;
        file.Write(bytes, offset);
    }

    public void Preallocate(long offset, long length) => file.Preallocate(offset, length);

    public void TrimPreallocation() => file.TrimPreallocation();

    public void Discard(long offset, long length) => file.Discard(offset, length);

    public void Sync()
    {
        file.Sync();
        Synced = new byte[file.Length];
        file.Read(Synced, 0);
        IsSynced = true;
    }

    public void Read(Span<byte> destination, long offset) => file.Read(destination, offset);

    public void Dispose() => file.Dispose();
}
