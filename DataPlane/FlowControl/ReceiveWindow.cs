using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.DataPlane.FlowControl;

/// <summary>
/// The receiving end of flow control: memory that has been set aside for bytes to come, filled from front to back like one long strip, whatever the size of the
/// frames. Bytes of credit are granted only from
/// memory in the account's quota that is not promised yet, so a frame within its credit always finds its place.
/// <code>quota in bytes = not granted yet + granted and not used + received and not returned</code>
/// One thread appends; taking, granting and returning are safe on any thread. The owner closes it when nothing more will be appended.
/// </summary>
internal sealed partial class ReceiveWindow
{
    private readonly Lock _lock = new();
    private readonly LedgerAccount _account;
    private readonly Queue<BufferSegment> _full = new();
    private readonly Queue<LedgerBuffer> _ahead = new();
    private LedgerBuffer? _tail;
    private int _tailStart;
    private int _tailEnd;
    private long _ungranted;
    private long _granted;
    private long _expected;
    private bool _closed;

    /// <summary>Takes over the account: closes it with itself.</summary>
    /// <param name="account">Its quota is what may be granted.</param>
    /// <param name="bufferReturned">Called after a buffer came back, when more can be granted; on the thread that released it.</param>
    /// <param name="quotaAvailable">Called when a <see cref="TryGrow"/> that failed may work now.</param>
    public ReceiveWindow(LedgerAccount account, Action bufferReturned, Action quotaAvailable)
    {
        _account = account;
        _ungranted = (long)account.Quota * account.BufferBytes;
        account.QuotaAvailable = quotaAvailable;
        account.BufferReturned = () =>
        {
            OnBufferReturned();
            bufferReturned();
        };
    }

    /// <summary>Bytes the sender may still send.</summary>
    public long Granted
    {
        get
        {
            lock (_lock)
            {
                return _granted;
            }
        }
    }

    /// <summary>Bytes that could be granted now.</summary>
    public long Ungranted
    {
        get
        {
            lock (_lock)
            {
                return _ungranted;
            }
        }
    }

    /// <summary>All memory set aside for this window, whatever its state.</summary>
    public long QuotaBytes => (long)_account.Quota * _account.BufferBytes;

    /// <summary>Whether bytes were appended that nobody has taken.</summary>
    public bool HasAppended
    {
        get
        {
            lock (_lock)
            {
                return _full.Count > 0 || (_tail is not null && _tailEnd > _tailStart);
            }
        }
    }

    /// <summary>Promises the sender up to <paramref name="maximum"/> bytes more.</summary>
    /// <returns>How many; 0 if fewer than <paramref name="minimum"/> are free, so that grants are worth a message.</returns>
    public int Grant(int minimum, int maximum)
    {
        lock (_lock)
        {
            long grant = Math.Min(_ungranted, maximum);
            if (_closed || grant <= 0 || grant < minimum)
            {
                return 0;
            }

            _ungranted -= grant;
            _granted += grant;
            return (int)grant;
        }
    }

    /// <summary>Uses up credit for bytes that arrive now, one body after the other.</summary>
    /// <returns>False if the sender was not allowed that much.</returns>
    public bool TryConsume(int bytes)
    {
        lock (_lock)
        {
            if (bytes > _granted)
            {
                return false;
            }

            _granted -= bytes;
            _expected += bytes;
            return true;
        }
    }

    /// <summary>
    /// Bytes that were consumed and not appended do not come after all: they can be granted again, and the buffers that were rented ahead for them go back.
    /// Between bodies, on the receiving thread or after it.
    /// </summary>
    public void GiveBackExpected()
    {
        lock (_lock)
        {
            _ungranted += _expected;
            _expected = 0;
            // Their bytes were never used: returning a buffer must not count them once more.
            _ungranted -= (long)_ahead.Count * _account.BufferBytes;
        }

        ReleaseAhead();
    }

    /// <summary>A channel ended with this much of its credit unused.</summary>
    public void Revoke(long bytes)
    {
        lock (_lock)
        {
            _granted -= bytes;
            _ungranted += bytes;
        }
    }

    /// <summary>Where the next byte goes, and those after it up to the end of its buffer. Never empty. Only for bytes that were consumed.</summary>
    public Memory<byte> NextPlace
    {
        get
        {
            // Only the receiving thread makes and seals the tail; the lock is for those who take from it meanwhile.
            if (_tail is null)
            {
                lock (_lock)
                {
                    _tail = _ahead.TryDequeue(out LedgerBuffer? next) ? next : _account.Rent();
                }
            }

            return _tail.Memory[_tailEnd..];
        }
    }

    /// <summary>Where the next bytes go, in as many buffers as it takes: all are set aside already. Only for bytes that were consumed.</summary>
    /// <param name="places">Gets them, each up to the end of its buffer.</param>
    /// <param name="bytes">How many bytes, 1 or more.</param>
    /// <returns>How many places; they may be too few for all bytes.</returns>
    public int GetPlaces(Span<Memory<byte>> places, int bytes)
    {
        places[0] = First(NextPlace, bytes);
        bytes -= places[0].Length;
        if (bytes == 0)
        {
            return 1;
        }

        int count = 1;
        lock (_lock)
        {
            foreach (LedgerBuffer ahead in _ahead)
            {
                Add(places, ahead);
            }

            while (bytes > 0 && count < places.Length)
            {
                LedgerBuffer next = _account.Rent();
                _ahead.Enqueue(next);
                Add(places, next);
            }
        }

        return count;

        void Add(Span<Memory<byte>> places, LedgerBuffer buffer)
        {
            if (bytes > 0 && count < places.Length)
            {
                places[count] = First(buffer.Memory, bytes);
                bytes -= places[count++].Length;
            }
        }
    }

    /// <summary>So many bytes were placed at <see cref="NextPlace"/>, no more than fit there, and belong to what can be taken.</summary>
    public void Advance(int bytes)
    {
        lock (_lock)
        {
            _tailEnd += bytes;
            _expected -= bytes;
            if (_tailEnd == _tail!.Length)
            {
                SealTail();
            }
        }
    }

    /// <summary>Hands over what was appended since the last call. Each segment comes with a reference that the caller releases.</summary>
    public void TakeAppended(List<BufferSegment> segments)
    {
        lock (_lock)
        {
            while (_full.TryDequeue(out BufferSegment segment))
            {
                segments.Add(segment);
            }

            if (_tail is not null && _tailEnd > _tailStart)
            {
                _tail.AddReference();
                segments.Add(new BufferSegment(_tail, _tailStart, _tailEnd - _tailStart));
                _tailStart = _tailEnd;
            }
        }
    }

    /// <summary>Drops what was appended and not taken: the beginning of something whose rest will not come.</summary>
    public void DropAppended()
    {
        List<BufferSegment> dropped = [];
        TakeAppended(dropped);
        dropped.ForEach(segment => segment.Buffer.Release());
    }

    /// <summary>Asks for one more buffer of quota, beyond the guarantee.</summary>
    public bool TryGrow(bool waitIfShort)
    {
        lock (_lock)
        {
            if (_closed || !_account.TryGrow(waitIfShort))
            {
                return false;
            }

            _ungranted += _account.BufferBytes;
            return true;
        }
    }

    /// <summary>Gives one buffer of quota back if others wait for it, this window has more than its guarantee and nothing of it is promised.</summary>
    public bool TryShrink()
    {
        lock (_lock)
        {
            if (_closed || !_account.ShouldShrink || _ungranted < _account.BufferBytes)
            {
                return false;
            }

            _ungranted -= _account.BufferBytes;
        }

        // Outside of the lock: it wakes the window that waits. At least one whole buffer of the quota is not rented, since a whole buffer's worth was not even
        // granted.
        _account.Shrink();
        return true;
    }

    /// <summary>Nothing more will be appended: drops what was not taken and closes the account. Segments that were taken stay valid until released.</summary>
    public void Close()
    {
        List<LedgerBuffer> left = [];
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            left.AddRange(_full.Select(segment => segment.Buffer));
            _full.Clear();
            if (_tail is not null)
            {
                left.Add(_tail);
                _tail = null;
            }
        }

        _account.Close();
        left.ForEach(buffer => buffer.Release());
        ReleaseAhead();
    }

    private static Memory<byte> First(Memory<byte> place, int bytes) => place.Length > bytes ? place[..bytes] : place;

    // Outside of the lock: it wakes whoever waits for memory.
    private void ReleaseAhead()
    {
        while (TryTakeAhead(out LedgerBuffer? buffer))
        {
            buffer!.Release();
        }
    }

    private bool TryTakeAhead(out LedgerBuffer? buffer)
    {
        lock (_lock)
        {
            return _ahead.TryDequeue(out buffer);
        }
    }

    private void SealTail()
    {
        LedgerBuffer full = _tail!;
        if (_tailEnd > _tailStart)
        {
            // The window's own reference goes along with the segment.
            _full.Enqueue(new BufferSegment(full, _tailStart, _tailEnd - _tailStart));
        }
        else
        {
            full.Release();
        }

        _tail = null;
        _tailStart = 0;
        _tailEnd = 0;
    }

    private void OnBufferReturned()
    {
        lock (_lock)
        {
            _ungranted += _account.BufferBytes;
        }
    }
}
