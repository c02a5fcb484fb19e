using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>
/// The file of a partition attempt on its way to the disk: header, frames (of a map partition; those of a contribution lie elsewhere), then index and footer,
/// under its partial name until it is published. Blocking,
/// used by one thread at a time. Whoever made it ends it with <see cref="Publish"/> or <see cref="Delete"/>.
/// </summary>
internal sealed class PartitionFile
{
    private readonly StoredAttempt _attempt;
    private IStorageFile? _file;
    private Preallocation _ahead;
    private uint _headerChecksum;
    private bool _created;
    private bool _published;

    public PartitionFile(StoredAttempt attempt) => _attempt = attempt;

    /// <summary>Bytes written so far.</summary>
    public long Length { get; private set; }

    private DataDirectory Directory => _attempt.Directory;

    private bool IsDurable => _attempt.Storage.Durability == Durability.Fsync;

    public void Write(ReadOnlySpan<BufferSegment> segments)
    {
        Span<byte> header = stackalloc byte[PartitionFileHeader.Length];
        WriteBehind(TakeHeader(header), segments, []);
    }

    /// <summary>
    /// Writes the last frames, index and footer and closes the file: all of it in one go if nothing was written before. If its job wants it on the disk, every
    /// byte of it is there then.
    /// </summary>
    public void Complete(ReadOnlySpan<BufferSegment> last, IStoredIndex index, PartitionReceipt receipt)
    {
        Span<byte> header = stackalloc byte[PartitionFileHeader.Length];
        header = TakeHeader(header);
        byte[] tail = GC.AllocateUninitializedArray<byte>(index.Length + PartitionFileFooter.Length);
        Span<byte> indexBytes = tail.AsSpan(0, index.Length);
        index.Write(indexBytes);
        long indexOffset = Length + header.Length + BufferSegment.LengthOf(last);
        new PartitionFileFooter(indexOffset, index.Length, Crc32C.Of(indexBytes), _headerChecksum, receipt).Write(tail.AsSpan(index.Length));
        IStorageFile file = WriteBehind(header, last, tail);
        _ahead.Trim(file, Length);
        if (IsDurable)
        {
            // First the data, then the name, then the folders: whatever name a power loss leaves, what it names is whole. A sync that failed is not tried
            // again: the system may have dropped the bytes it could not write and would report success. The file is deleted instead.
            file.Sync();
        }

        CloseFile();
    }

    /// <summary>
    /// Gives the complete file its final name: from here on it is a committed partition. If that cannot be made durable as wanted, it is not one.
    /// </summary>
    public void Publish()
    {
        string name = PartitionFileName.Of(_attempt.Id);
        Directory.Device.Rename(PartitionFileName.PartialOf(_attempt.Id), name);
        _published = true;
        if (!IsDurable)
        {
            return;
        }

        try
        {
            Directory.Device.SyncFolders(name);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            Withdraw(name);
            throw;
        }
    }

    /// <summary>Deletes the file, if there is one.</summary>
    /// <returns>
    /// False if a file is left behind that the next start takes for a committed one: then whatever it speaks of must stay. A partial file that is left behind
    /// is removed by the next start.
    /// </returns>
    public bool Delete()
    {
        CloseFile();
        _ahead = default;
        if (!_created)
        {
            return true;
        }

        try
        {
            Directory.Device.Delete(_published ? PartitionFileName.Of(_attempt.Id) : PartitionFileName.PartialOf(_attempt.Id));
            Directory.OnStored(-Length);
            Length = 0;
            _created = false;
            _published = false;
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            // The file is left behind, as the device has told; the next start finds it.
        }

        return !_published;
    }

    // The header goes in front of the first bytes, in the same call; empty once it is there.
    private Span<byte> TakeHeader(Span<byte> header)
    {
        if (Length > 0)
        {
            return [];
        }

        _attempt.Header.Write(header);
        _headerChecksum = PartitionFileHeader.ChecksumOf(header);
        return header;
    }

    private IStorageFile WriteBehind(ReadOnlySpan<byte> header, ReadOnlySpan<BufferSegment> segments, ReadOnlySpan<byte> tail)
    {
        IStorageFile file = Opened();
        long bytes = header.Length + BufferSegment.LengthOf(segments) + tail.Length;
        _ahead.Reserve(file, Length, bytes);
        file.Write(header, segments, tail, Length);
        Length += bytes;
        Directory.OnStored(bytes);
        return file;
    }

    private IStorageFile Opened()
    {
        if (_file is null)
        {
            _created = true;
            _file = Directory.Device.Create(PartitionFileName.PartialOf(_attempt.Id));
        }

        return _file;
    }

    // The partial name again, so that a deletion or the next start removes it as one.
    private void Withdraw(string name)
    {
        try
        {
            Directory.Device.Rename(name, PartitionFileName.PartialOf(_attempt.Id));
            _published = false;
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            // A disk that takes neither a sync nor a rename. If it does not take the deletion either, the file stays, whole: a next start that can read it
            // offers it, and the control plane, which was told of the failure, has it released.
        }
    }

    private void CloseFile()
    {
        _file?.Dispose();
        _file = null;
    }
}
