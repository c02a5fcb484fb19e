using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>The file of one map partition attempt while it is written.</summary>
internal sealed class PartitionWriter : IPartitionWriter
{
    private readonly PartitionStore _store;
    private readonly StoredAttempt _attempt;
    private readonly RegionIndexBuilder _index;
    private IStorageFile? _file;
    private long _offset;
    private uint _headerChecksum;
    private bool _ended;

    public PartitionWriter(PartitionStore store, StoredAttempt attempt)
    {
        _store = store;
        _attempt = attempt;
        _index = new RegionIndexBuilder(attempt.SubpartitionCount, store.Options.MaxRegionsPerPartition, store.Options.MaxFramesPerPartition);
    }

    public DataDirectory Directory => _attempt.Directory;

    public PartitionReceipt Receipt => _index.Receipt;

    public void OnRevoked(Action revoked) => _attempt.OnRevoked(revoked);

    public ShuffleErrorCode Check(in FrameHeader header) => _index.Check(header);

    public void Add(in FrameHeader header) => _index.Add(header);

    public void Write(ReadOnlySpan<BufferSegment> segments)
    {
        if (_attempt.IsRevoked)
        {
            throw PartitionStore.Overtaken(_attempt.Id);
        }

        IStorageFile file = Opened();
        file.Write(segments, _offset);
        long bytes = 0;
        foreach (BufferSegment segment in segments)
        {
            bytes += segment.Length;
        }

        _offset += bytes;
        Directory.OnStored(bytes);
    }

    // Writes index and footer and gives the file its final name: from here on it is a committed partition.
    public PartitionReceipt Commit()
    {
        PartitionReceipt receipt = _index.Receipt;
        RegionIndex index = _index.Build();
        IStorageFile file = Opened();
        byte[] tail = GC.AllocateUninitializedArray<byte>(index.Length + PartitionFileFooter.Length);
        Span<byte> indexBytes = tail.AsSpan(0, index.Length);
        index.Write(indexBytes);
        new PartitionFileFooter(_offset, index.Length, Crc32C.Of(indexBytes), _headerChecksum, receipt).Write(tail.AsSpan(index.Length));
        file.Write(tail, _offset);
        _offset += tail.Length;
        Directory.OnStored(tail.Length);
        CloseFile();
        _store.Commit(_attempt, receipt, _offset);
        _ended = true;
        return receipt;
    }

    public void Abort(string reason)
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        CloseFile();
        try
        {
            Directory.Device.Delete(PartitionFileName.PartialOf(_attempt.Id));
            Directory.OnStored(-_offset);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            // The partial file is left behind; the next start finds and removes it.
            Directory.OnFailed();
        }

        _store.Forget(_attempt, reason);
    }

    private IStorageFile Opened()
    {
        if (_file is not null)
        {
            return _file;
        }

        Span<byte> header = stackalloc byte[PartitionFileHeader.Length];
        new PartitionFileHeader(_attempt.Id, _attempt.SubpartitionCount).Write(header);
        _file = Directory.Device.Create(PartitionFileName.PartialOf(_attempt.Id));
        _file.Write(header, 0);
        _headerChecksum = Crc32C.Of(header);
        _offset = header.Length;
        Directory.OnStored(header.Length);
        return _file;
    }

    private void CloseFile()
    {
        _file?.Dispose();
        _file = null;
    }
}
