using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.DataPlane.Storage.Health;

/// <summary>A file of a <see cref="WatchedStorageDevice"/>. Allocates nothing per call: the delegates are static.</summary>
internal sealed class WatchedStorageFile(IStorageFile file, OperationWatch watch, OpenFileLimit openFiles) : IStorageFile
{
    private bool _isClosed;

    public SafeFileHandle Handle => file.Handle;

    public long Length => file.Length;

    public void Write(ReadOnlySpan<BufferSegment> segments, long offset) =>
        Watch(static (file, segments, offset) => file.Write(segments, offset), segments, offset);

    public void Write(ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments, long offset) =>
        Watch(static (file, both, offset) => file.Write(both.Prefix, both.Segments, offset), new Pieces(prefix, segments, []), offset);

    public void Write(ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments, ReadOnlySpan<byte> suffix, long offset) =>
        Watch(static (file, all, offset) => file.Write(all.Prefix, all.Segments, all.Suffix, offset), new Pieces(prefix, segments, suffix), offset);

    public void Write(ReadOnlySpan<byte> bytes, long offset) => Watch(static (file, bytes, offset) => file.Write(bytes, offset), bytes, offset);

    public void Preallocate(long offset, long length) => Watch(static (file, length, offset) => file.Preallocate(offset, length), length, offset);

    public void TrimPreallocation() => Watch(static (file, _, _) => file.TrimPreallocation(), 0, 0);

    public void Discard(long offset, long length) => Watch(static (file, length, offset) => file.Discard(offset, length), length, offset);

    public void Sync() => Watch(static (file, _, _) => file.Sync(), 0, 0);

    public void Read(Span<byte> destination, long offset) =>
        Watch(static (file, destination, offset) => file.Read(destination, offset), destination, offset);

    public bool IsCached(long offset, long length) => file.IsCached(offset, length);

    public bool TryReadCached(Span<byte> destination, long offset) => file.TryReadCached(destination, offset);

    public void Load(long offset, long length) => Watch(static (file, length, offset) => file.Load(offset, length), length, offset);

    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _isClosed, true))
        {
            file.Dispose();
            openFiles.Leave();
        }
    }

    private void Watch<T>(Action<IStorageFile, T, long> operation, T argument, long offset)
        where T : allows ref struct
    {
        long begun = watch.Begin();
        try
        {
            operation(file, argument, offset);
        }
        catch (Exception e) when (DiskFailure.BlamesDisk(e))
        {
            watch.OnFailed(e);
            throw;
        }
        finally
        {
            watch.End(begun);
        }
    }

    private readonly ref struct Pieces(ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments, ReadOnlySpan<byte> suffix)
    {
        public readonly ReadOnlySpan<byte> Prefix = prefix;
        public readonly ReadOnlySpan<BufferSegment> Segments = segments;
        public readonly ReadOnlySpan<byte> Suffix = suffix;
    }
}
