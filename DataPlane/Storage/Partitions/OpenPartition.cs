using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reading;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>
/// A committed partition that is being read, or was a moment ago: one open file and one index, shared by its readers, counted and closed by the
/// <see cref="OpenPartitionCache"/>. A file that is deleted meanwhile stays readable
/// through it.
/// </summary>
internal sealed class OpenPartition : IDiskSource
{
    private readonly IStorageFile _file;

    public OpenPartition(StoredAttempt attempt, IStorageFile file, RegionIndex index)
    {
        Attempt = attempt;
        _file = file;
        Index = index;
        IdlePlace = new LinkedListNode<OpenPartition>(this);
    }

    public StoredAttempt Attempt { get; }

    public RegionIndex Index { get; }

    public DataDirectory Directory => Attempt.Directory;

    public long Place => Attempt.Place;

    public PartitionReceipt Receipt => Attempt.Receipt!.Value;

    public SafeFileHandle? File => _file.Handle;

    /// <summary>How many readers hold it. The cache's.</summary>
    public int Readers { get; set; }

    /// <summary>Its place among the idle ones. The cache's.</summary>
    public LinkedListNode<OpenPartition> IdlePlace { get; }

    public void Read(Span<byte> destination, long offset) => _file.Read(destination, offset);

    public bool IsCached(long offset, long length) => _file.IsCached(offset, length);

    public bool TryReadCached(Span<byte> destination, long offset) => _file.TryReadCached(destination, offset);

    public void Load(long offset, long length) => _file.Load(offset, length);

    public void TakeSegments(long offset, long length, List<BufferSegment> segments) =>
        throw new InvalidOperationException("The partition lies in a file.");

    public void CloseFile() => _file.Dispose();
}
