using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.InMemory;
using ShuffleOrleans.DataPlane.Storage.Reading;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>
/// A committed partition that is being read, or was a moment ago: its bytes and one index. A file is shared by its readers, counted and closed by the
/// <see cref="OpenPartitionCache"/>; one that is deleted meanwhile stays readable through it. Bytes in memory are held by each reader for himself.
/// </summary>
internal sealed class OpenPartition : IDiskSource
{
    private readonly IStorageFile? _file;
    private readonly KeptBytes? _memory;

    public OpenPartition(StoredAttempt attempt, IStorageFile file, RegionIndex index)
        : this(attempt, index) => _file = file;

    /// <summary>Takes over a reference to the bytes.</summary>
    public OpenPartition(StoredAttempt attempt, KeptBytes memory, RegionIndex index)
        : this(attempt, index) => _memory = memory;

    private OpenPartition(StoredAttempt attempt, RegionIndex index)
    {
        Attempt = attempt;
        Index = index;
        IdlePlace = new LinkedListNode<OpenPartition>(this);
    }

    public StoredAttempt Attempt { get; }

    public RegionIndex Index { get; }

    public DataDirectory Directory => Attempt.Directory;

    public long Place => Attempt.Place;

    public PartitionReceipt Receipt => Attempt.Receipt!.Value;

    public SafeFileHandle? File => _file?.Handle;

    /// <summary>Whether it is a reader's own hold on bytes in memory.</summary>
    public bool IsInMemory => _memory is not null;

    /// <summary>How many readers hold it. The cache's.</summary>
    public int Readers { get; set; }

    /// <summary>Its place among the idle ones. The cache's.</summary>
    public LinkedListNode<OpenPartition> IdlePlace { get; }

    public void Read(Span<byte> destination, long offset)
    {
        if (_memory is not null)
        {
            _memory.Read(destination, offset);
        }
        else
        {
            _file!.Read(destination, offset);
        }
    }

    public bool IsCached(long offset, long length) => _file?.IsCached(offset, length) ?? true;

    public bool TryReadCached(Span<byte> destination, long offset)
    {
        if (_file is not null)
        {
            return _file.TryReadCached(destination, offset);
        }

        Read(destination, offset);
        return true;
    }

    public void Load(long offset, long length) => _file?.Load(offset, length);

    public void TakeSegments(long offset, long length, List<BufferSegment> segments)
    {
        if (_memory is null)
        {
            throw new InvalidOperationException("The partition lies in a file.");
        }

        _memory.TakeSegments(offset, length, segments);
    }

    /// <summary>Lets go of the file, or of the memory.</summary>
    public void Close()
    {
        _file?.Dispose();
        _memory?.Release();
    }
}
