using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>
/// The file of one partition attempt while it is written. Made by the store, owned by its write channel, which ends it with exactly one of <see cref="Commit"/>
/// and <see cref="Abort"/>. All calls block and come one
/// after the other, on an I/O thread of its directory.
/// </summary>
internal sealed class PartitionWriter
{
    private readonly PartitionStore _store;
    private readonly StoredAttempt _attempt;
    private IStorageFile? _file;
    private long _offset;
    private uint _headerChecksum;
    private bool _ended;

    public PartitionWriter(PartitionStore store, StoredAttempt attempt)
    {
        _store = store;
        _attempt = attempt;
    }

    public DataDirectory Directory => _attempt.Directory;

    /// <summary>Appends frames.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.StaleEpoch"/>: it was released or overtaken. The caller aborts.</exception>
    /// <exception cref="IOException">The disk refused. The caller aborts.</exception>
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

    /// <summary>Writes index and footer and gives the file its final name: from here on it is a committed partition.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.StaleEpoch"/>: it was released or overtaken while it was written. The caller
    /// aborts.</exception>
    /// <exception cref="IOException">The disk refused. The caller aborts.</exception>
    public void Commit(RegionIndex index, PartitionReceipt receipt)
    {
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
    }

    /// <summary>Deletes what was written. Does nothing after a commit.</summary>
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
