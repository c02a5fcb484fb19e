using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>
/// The end of a file of frames: where the next stretch goes, and short ones that wait in a buffer to be written together, whoever they are from.
/// <code>
/// on the disk, or gaps           | held: not written yet | free
/// 0                              | end - held        end |
/// </code>
/// Held bytes are written when the buffer is full (along with the stretch that does not fit), when a contribution that may be among them commits
/// (<see cref="Flush"/>), and at once when others wait for memory. Bytes that the disk refuses then belong to contributions that are not here to hear of it: they
/// are remembered, and each contribution asks at its commit. Thread-safe: whoever writes holds the lock, as the file system would. Owned by a
/// <see cref="ReduceFile"/>.
/// </summary>
internal sealed class ReduceTail
{
    private readonly Lock _lock = new();
    private readonly AppendMemory? _memory;
    private readonly Action<long> _onStored;
    private LedgerBuffer? _buffer;
    private int _held;
    private long _end;
    private volatile List<LostRange>? _lost;

    /// <param name="memory">Where short stretches wait; null if each is written at once.</param>
    /// <param name="start">The end of the file.</param>
    /// <param name="onStored">Hears of bytes that take place on the disk, or (negative) do not after all.</param>
    public ReduceTail(AppendMemory? memory, long start, Action<long> onStored)
    {
        _memory = memory;
        _end = start;
        _onStored = onStored;
    }

    /// <summary>Whether the disk has ever refused bytes that waited.</summary>
    public bool HasLost => _lost is not null;

    /// <summary>Appends a stretch, in memory for a while or on the disk.</summary>
    /// <returns>Where it begins.</returns>
    /// <exception cref="IOException">The disk refused; what was reserved is a gap.</exception>
    public long Append(IStorageFile file, ReadOnlySpan<byte> tag, ReadOnlySpan<BufferSegment> segments, long length)
    {
        long offset;
        lock (_lock)
        {
            offset = _end;
            if (TryHold(file, tag, segments, length) || TryWriteAlong(file, tag, segments, length))
            {
                return offset;
            }

            WriteHeld(file);
            _end += length;
        }

        // A long stretch, or no memory: by itself, beside those of others.
        file.Write(tag, segments, offset);
        _onStored(length);
        return offset;
    }

    /// <summary>Every byte that was appended before is on its way to the disk when it returns, or is known to be lost.</summary>
    public void Flush(IStorageFile file)
    {
        // It becomes 0 after the write, not before.
        if (Volatile.Read(ref _held) > 0)
        {
            lock (_lock)
            {
                WriteHeld(file);
            }
        }
    }

    /// <summary>As <see cref="Flush"/>, unless somebody else writes just now.</summary>
    /// <returns>False if somebody does: then there may be bytes left.</returns>
    public bool TryFlush(IStorageFile file)
    {
        if (Volatile.Read(ref _held) == 0)
        {
            return true;
        }

        if (!_lock.TryEnter())
        {
            return false;
        }

        try
        {
            WriteHeld(file);
            return true;
        }
        finally
        {
            _lock.Exit();
        }
    }

    /// <summary>What the disk said of a stretch when it refused it, after it was appended; null if it did not.</summary>
    public Exception? LossOf(long offset, long length)
    {
        if (_lost is null)
        {
            return null;
        }

        lock (_lock)
        {
            int index = _lost.FindIndex(lost => offset < lost.End && offset + length > lost.Start);
            return index < 0 ? null : _lost[index].Reason;
        }
    }

    /// <summary>Nobody will want what is held: the file goes.</summary>
    public void Drop()
    {
        lock (_lock)
        {
            Empty();
        }
    }

    private bool TryHold(IStorageFile file, ReadOnlySpan<byte> tag, ReadOnlySpan<BufferSegment> segments, long length)
    {
        // What fills most of a buffer gains nothing by waiting.
        if (_memory is null || length > _memory.BufferBytes / 2)
        {
            return false;
        }

        _buffer ??= _memory.TryRent();
        if (_buffer is null || _held + length > _buffer.Length)
        {
            return false;
        }

        Span<byte> free = _buffer.GetSpan()[_held..];
        tag.CopyTo(free);
        free = free[tag.Length..];
        foreach (ref readonly BufferSegment segment in segments)
        {
            segment.Span.CopyTo(free);
            free = free[segment.Length..];
        }

        _held += (int)length;
        _end += length;
        _onStored(length);
        if (_memory.IsWanted)
        {
            WriteHeld(file);
        }

        return true;
    }

    // The buffer is full: what it holds and the stretch that finds no room in it go in one write.
    private bool TryWriteAlong(IStorageFile file, ReadOnlySpan<byte> tag, ReadOnlySpan<BufferSegment> segments, long length)
    {
        if (_buffer is null || _held == 0 || _held + tag.Length > _buffer.Length)
        {
            return false;
        }

        Span<byte> buffer = _buffer.GetSpan();
        tag.CopyTo(buffer[_held..]);
        try
        {
            file.Write(buffer[..(_held + tag.Length)], segments, _end - _held);
            _end += length;
            _onStored(length);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            OnHeldLost(e);
            _end += length;
            throw;
        }
        finally
        {
            Empty();
        }

        return true;
    }

    private void WriteHeld(IStorageFile file)
    {
        try
        {
            if (_held > 0)
            {
                file.Write(_buffer!.GetSpan()[.._held], _end - _held);
            }
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            OnHeldLost(e);
        }
        finally
        {
            Empty();
        }
    }

    private void OnHeldLost(Exception reason)
    {
        _onStored(-_held);
        _lost ??= [];
        _lost.Add(new LostRange(_end - _held, _end, reason));
    }

    private void Empty()
    {
        _buffer?.Release();
        _buffer = null;
        Volatile.Write(ref _held, 0);
    }
}
