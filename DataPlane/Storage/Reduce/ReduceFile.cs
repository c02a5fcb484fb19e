using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reading;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>
/// One file of a reduce partition: many producers append to it, each stretch to a place of its own. Its handle is opened by the first user and kept for the
/// next (<see cref="ReduceHandles"/>). Thread-safe. Owned by its <see cref="ReduceDataSet"/>, which deletes it.
/// </summary>
internal sealed class ReduceFile : IDiskSource
{
    private readonly Lock _opening = new();
    private readonly Lock _syncing = new();
    private readonly ReduceFileId _id;
    private readonly ReduceHandles _handles;
    private readonly ReduceTail _tail;
    private readonly string _name;
    private IStorageFile? _file;
    private long _storedBytes;
    private bool _isNameDurable;
    private volatile bool _takesMore;
    private Exception? _syncFailure;

    private ReduceFile(ReduceFileId id, DataDirectory directory, ReduceHandles handles, AppendMemory? memory, bool takesMore)
    {
        _id = id;
        _name = ReduceFileName.Of(id.Job, id.DataSet, id.Subpartition, id.Ordinal);
        _handles = handles;
        _tail = new ReduceTail(memory, ReduceFileHeader.Length, OnStored);
        IdlePlace = new LinkedListNode<ReduceFile>(this);
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

    /// <summary>Whether the disk has refused bytes after they were appended: whoever commits asks for <see cref="LossOf"/>.</summary>
    public bool HasLost => _tail.HasLost;

    public SafeFileHandle? File => _file!.Handle;

    /// <summary>How many use it. The handles'.</summary>
    public int Users { get; set; }

    /// <summary>Its place among the idle ones. The handles'.</summary>
    public LinkedListNode<ReduceFile> IdlePlace { get; }

    /// <summary>It is being deleted. The handles'.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Whether there is a handle. The handles'.</summary>
    public bool IsOpen => _file is not null;

    private bool IsOurs { get; }

    /// <summary>Tells a file that is not what it should be from a disk that fails to read it.</summary>
    public static bool IsDamage(Exception error) => error is ShuffleException or FileNotFoundException or EndOfStreamException;

    /// <summary>Makes a new file; the caller is its first user.</summary>
    /// <exception cref="IOException">The disk refused; nothing is left behind.</exception>
    public static ReduceFile Create(ReduceFileId id, DataDirectory directory, ReduceHandles handles, AppendMemory? memory)
    {
        ReduceFile made = new(id, directory, handles, memory, takesMore: true);
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

        handles.Enter(made);
        made.OnStored(header.Length);
        return made;
    }

    /// <summary>A file that an earlier process left.</summary>
    public static ReduceFile Found(ReduceFileId id, DataDirectory directory, ReduceHandles handles, long length)
    {
        ReduceFile found = new(id, directory, handles, memory: null, takesMore: false);
        found.OnStored(length);
        return found;
    }

    /// <summary>One more user; opens it if it is not open. Blocking.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.PartitionCorrupt"/>: it is another file.</exception>
    /// <exception cref="FileNotFoundException">It has vanished.</exception>
    public void Open()
    {
        // A user keeps its handle: from here on nobody takes it away.
        _handles.Enter(this);
        try
        {
            lock (_opening)
            {
                _file ??= OpenChecked();
            }
        }
        catch
        {
            _handles.Leave(this);
            throw;
        }
    }

    /// <summary>A user is done.</summary>
    public void Close() => _handles.Leave(this);

    /// <summary>Opens what lies under its name now, whatever handle is open; the caller disposes it. Nothing more goes into it if that is not right.</summary>
    /// <exception cref="ShuffleException">As <see cref="Open"/>.</exception>
    /// <exception cref="FileNotFoundException">It has vanished.</exception>
    public IStorageFile OpenAnew()
    {
        try
        {
            return OpenChecked();
        }
        catch (Exception e) when (IsDamage(e))
        {
            Retire();
            throw;
        }
    }

    /// <summary>Nobody uses it: gives its handle away. The handles', under their lock.</summary>
    public IStorageFile? TakeHandle()
    {
        IStorageFile? file = _file;
        _file = null;
        return file;
    }

    /// <summary>Appends a stretch: a tag and segments. It may wait in memory until <see cref="Flush"/>. Blocking; a user's.</summary>
    /// <returns>Where it begins.</returns>
    /// <exception cref="IOException">The disk refused; what was reserved is a gap.</exception>
    public long Append(ReadOnlySpan<byte> tag, ReadOnlySpan<BufferSegment> segments, long length) => _tail.Append(_file!, tag, segments, length);

    /// <summary>The system has everything that was appended, or <see cref="HasLost"/>. Blocking; a user's.</summary>
    public void Flush() => _tail.Flush(_file!);

    /// <summary>As <see cref="Flush"/>, unless somebody else writes to it just now. Blocking; a user's.</summary>
    /// <returns>False if somebody does.</returns>
    public bool TryFlush() => _tail.TryFlush(_file!);

    /// <summary>Why a stretch that was appended is not there; null if it is.</summary>
    public Exception? LossOf(long offset, long length) => _tail.LossOf(offset, length);

    /// <summary>Gives a stretch back that nobody will read. Blocking; a user's, after <see cref="Flush"/>.</summary>
    public void Discard(long offset, long length)
    {
        if (LossOf(offset, length) is null)
        {
            _file!.Discard(offset, length);
            OnStored(-length);
        }
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
        _tail.Drop();
        _handles.Forget(this);
        Directory.Device.Delete(_name);
        OnStored(-StoredBytes);
    }

    /// <summary>Lets go of memory that a writer who never came to an end has left. At the end of the store.</summary>
    public void Abandon() => _tail.Drop();

    public void Read(Span<byte> destination, long offset) => _file!.Read(destination, offset);

    public bool IsCached(long offset, long length) => _file!.IsCached(offset, length);

    public bool TryReadCached(Span<byte> destination, long offset) => _file!.TryReadCached(destination, offset);

    public void Load(long offset, long length) => _file!.Load(offset, length);

    public void TakeSegments(long offset, long length, List<BufferSegment> segments) =>
        throw new InvalidOperationException("A reduce partition lies in a file.");

    private void SyncOnce()
    {
        Flush();
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
