using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reading;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>
/// One file of a reduce partition: many producers append to it, each stretch to a place it has reserved, so that they never wait for one another. Open while
/// somebody writes or reads it. Thread-safe. Owned by its <see cref="ReduceDataSet"/>, which deletes it.
/// </summary>
internal sealed class ReduceFile : IDiskSource
{
    private readonly Lock _lock = new();
    private readonly Lock _syncing = new();
    private readonly ReduceFileId _id;
    private readonly string _name;
    private IStorageFile? _file;
    private int _users;
    private long _end;
    private long _storedBytes;
    private bool _isNameDurable;
    private volatile bool _takesMore;
    private Exception? _syncFailure;

    private ReduceFile(ReduceFileId id, DataDirectory directory, bool takesMore)
    {
        _id = id;
        _name = ReduceFileName.Of(id.Job, id.DataSet, id.Subpartition, id.Ordinal);
        Directory = directory;
        IsOurs = takesMore;
        Place = directory.NextPlace();
        _takesMore = takesMore;
    }

    public string Name => _name;

    public int Ordinal => _id.Ordinal;

    public int Subpartition => _id.Subpartition;

    public DataDirectory Directory { get; }

    public long Place { get; }

    /// <summary>Whether writers append to it: only while its end is known, so if this process made it, and nothing is wrong with it.</summary>
    public bool TakesMore => _takesMore;

    /// <summary>Its length on the disk. A user's.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public long Length => _file!.Length;

    /// <summary>What it takes on the disk, as far as known.</summary>
    public long StoredBytes => Volatile.Read(ref _storedBytes);

    public SafeFileHandle? File => _file!.Handle;

    private bool IsOurs { get; }

    /// <summary>Tells a file that is not what it should be from a disk that fails to read it.</summary>
    public static bool IsDamage(Exception error) => error is ShuffleException or FileNotFoundException or EndOfStreamException;

    /// <summary>Makes a new file; the caller is its first user.</summary>
    /// <exception cref="IOException">The disk refused; nothing is left behind.</exception>
    public static ReduceFile Create(ReduceFileId id, DataDirectory directory)
    {
        ReduceFile made = new(id, directory, takesMore: true);
        Span<byte> header = stackalloc byte[ReduceFileHeader.Length];
        ReduceFileHeader.Write(id, header);
        made._file = directory.Device.Create(made._name);
        try
        {
            made._file.Write(header, 0);
        }
        catch
        {
            made._file.Dispose();
            directory.Device.Delete(made._name);
            throw;
        }

        made._users = 1;
        made._end = header.Length;
        made.OnStored(header.Length);
        return made;
    }

    /// <summary>A file that an earlier process left.</summary>
    public static ReduceFile Found(ReduceFileId id, DataDirectory directory, long length)
    {
        ReduceFile found = new(id, directory, takesMore: false);
        found.OnStored(length);
        return found;
    }

    /// <summary>One more user; opens it for the first. Blocking.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.PartitionCorrupt"/>: it is another file.</exception>
    /// <exception cref="FileNotFoundException">It has vanished.</exception>
    public void Open()
    {
        lock (_lock)
        {
            if (_users == 0)
            {
                _file = OpenChecked();
            }

            _users++;
        }
    }

    /// <summary>A user is done; the last one closes it.</summary>
    public void Close()
    {
        lock (_lock)
        {
            if (--_users == 0)
            {
                _file!.Dispose();
                _file = null;
            }
        }
    }

    /// <summary>Appends a stretch: a prefix and segments. Blocking; a user's.</summary>
    /// <returns>Where it begins.</returns>
    /// <exception cref="IOException">The disk refused; what was reserved is a gap.</exception>
    public long Append(ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments, long length)
    {
        long offset = Interlocked.Add(ref _end, length) - length;
        _file!.Write(prefix, segments, offset);
        OnStored(length);
        return offset;
    }

    /// <summary>Gives a stretch back that nobody will read. Blocking; a user's.</summary>
    public void Discard(long offset, long length)
    {
        _file!.Discard(offset, length);
        OnStored(-length);
    }

    /// <summary>Nobody appends to it any more who has not begun to: it is damaged.</summary>
    public void Retire() => _takesMore = false;

    /// <summary>
    /// Makes everything appended so far durable, and its name. Once this has failed, it fails for every user: a system tells of bytes it has lost only once,
    /// and those of the others may have been among them. Blocking; a user's.
    /// </summary>
    /// <exception cref="IOException">The disk refused, now or before.</exception>
    public void Sync()
    {
        lock (_syncing)
        {
            if (_syncFailure is not null)
            {
                throw new IOException($"{_name} could not be made durable before: {_syncFailure.Message}", _syncFailure);
            }

            try
            {
                SyncOnce();
            }
            catch (Exception e) when (DiskFailure.Is(e))
            {
                _syncFailure = e;
                Retire();
                throw;
            }
        }
    }

    /// <summary>Deletes it; readers finish.</summary>
    public void Delete()
    {
        Directory.Device.Delete(_name);
        OnStored(-StoredBytes);
    }

    public void Read(Span<byte> destination, long offset) => _file!.Read(destination, offset);

    public bool IsCached(long offset, long length) => _file!.IsCached(offset, length);

    public bool TryReadCached(Span<byte> destination, long offset) => _file!.TryReadCached(destination, offset);

    public void Load(long offset, long length) => _file!.Load(offset, length);

    public void TakeSegments(long offset, long length, List<BufferSegment> segments) =>
        throw new InvalidOperationException("A reduce partition lies in a file.");

    private void SyncOnce()
    {
        _file!.Sync();
        if (!_isNameDurable)
        {
            Directory.Device.SyncFolders(_name);
            _isNameDurable = true;
        }
    }

    private IStorageFile OpenChecked()
    {
        IStorageFile file = IsOurs ? Directory.Device.OpenWritable(_name) : Directory.Device.Open(_name);
        try
        {
            Span<byte> header = stackalloc byte[ReduceFileHeader.Length];
            file.Read(header, 0);
            return ReduceFileHeader.Matches(header, _id)
                ? file
                : throw new ShuffleException(ShuffleErrorCode.PartitionCorrupt, $"{_name}: the file header is damaged.");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void OnStored(long bytes)
    {
        Interlocked.Add(ref _storedBytes, bytes);
        Directory.OnStored(bytes);
    }
}
