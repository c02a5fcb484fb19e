using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using ShuffleOrleans.Client.Api;

namespace ShuffleOrleans.Client.Records;

/// <summary>
/// Reads records from an input gate, in the order of each (channel, subpartition), mixed as buffers arrive. Used by the task that owns the gate, one
/// call at a time. It holds at most one buffer of the gate;
/// disposing gives it back and leaves the gate to its owner. Records that lie inside one buffer are not copied, and no call allocates per record.
/// Events in the stream are for the gate's owner and are skipped.
/// </summary>
public sealed class RecordReader : IDisposable
{
    // What is worth keeping for the next record that is cut: a few arrays of moderate size.
    private const int MaxSpares = 64;
    private const int LargestSpareBytes = 1024 * 1024;

    private readonly IInputGate _gate;
    private readonly int _maxRecordBytes;
    private readonly Dictionary<(int Channel, int Subpartition), PartialRecord> _partials = [];
    private readonly Stack<PartialRecord> _spares = [];
    private NetworkBuffer? _buffer;
    private ReadOnlyMemory<byte> _rest;
    private (int Channel, int Subpartition) _source;
    private PartialRecord? _pending;
    private PartialRecord? _exposed;

    /// <summary>Makes a reader of records over a gate.</summary>
    /// <param name="gate">Where the bytes come from; it stays its owner's.</param>
    /// <param name="maxRecordBytes">The longest record accepted.</param>
    public RecordReader(IInputGate gate, int maxRecordBytes = RecordFormat.DefaultMaxRecordBytes)
    {
        ArgumentNullException.ThrowIfNull(gate);
        _gate = gate;
        _maxRecordBytes = RecordFormat.CheckLimit(maxRecordBytes);
    }

    /// <summary>The record that was read. Valid until the next call of <see cref="ReadAsync"/> or <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Current { get; private set; }

    /// <summary>Of which subpartition <see cref="Current"/> is.</summary>
    public int CurrentSubpartition => _source.Subpartition;

    /// <summary>Records read so far.</summary>
    public long RecordCount { get; private set; }

    /// <summary>Their bytes, lengths included.</summary>
    public long ByteCount { get; private set; }

    /// <summary>Goes to the next record.</summary>
    /// <returns>False at the end of every channel.</returns>
    /// <exception cref="RecordStreamException">A length is out of range, or a stream ends inside a record.</exception>
    /// <exception cref="PartitionNotFoundException">A partition is gone; names the producer to run again.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken = default)
        => TryTakeRecord() ? ValueTask.FromResult(true) : ReadFromGateAsync(cancellationToken);

    /// <summary>Gives the buffer back that is held.</summary>
    public void Dispose()
    {
        Current = default;
        DropBuffer();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> ReadFromGateAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (_gate.TryPollNext(out BufferOrEvent next))
            {
                Accept(next);
                if (TryTakeRecord())
                {
                    return true;
                }
            }

            if (!await _gate.WaitToPollAsync(cancellationToken).ConfigureAwait(false))
            {
                ThrowIfCutOff();
                return false;
            }
        }
    }

    private void Accept(BufferOrEvent next)
    {
        if (next.IsEvent)
        {
            next.Buffer.Dispose();
            return;
        }

        _buffer = next.Buffer;
        _rest = next.Buffer.Memory;
        _source = (next.ChannelIndex, next.Subpartition);
        _partials.TryGetValue(_source, out _pending);
    }

    private bool TryTakeRecord()
    {
        Current = default;
        RecycleExposed();
        if (_rest.IsEmpty)
        {
            DropBuffer();
            return false;
        }

        return _pending is null && TryTakeWhole() || TryTakePiece();
    }

    /// <summary>The common case: the record lies in the buffer and is handed out in place.</summary>
    private bool TryTakeWhole()
    {
        if (_rest.Length < RecordFormat.LengthBytes)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(_rest.Span);
        if ((uint)length > (uint)_maxRecordBytes)
        {
            ThrowLengthOutOfRange(length);
        }

        if (_rest.Length - RecordFormat.LengthBytes < length)
        {
            return false;
        }

        Expose(_rest.Slice(RecordFormat.LengthBytes, length));
        _rest = _rest[(RecordFormat.LengthBytes + length)..];
        return true;
    }

    private bool TryTakePiece()
    {
        if (_pending is null)
        {
            _pending = _spares.Count > 0 ? _spares.Pop() : new PartialRecord();
            _partials.Add(_source, _pending);
        }

        if (!_pending.TryFeed(_rest.Span, _maxRecordBytes, out int taken))
        {
            ThrowLengthOutOfRange(_pending.DeclaredLength);
        }

        _rest = _rest[taken..];
        if (!_pending.IsComplete)
        {
            DropBuffer();
            return false;
        }

        _partials.Remove(_source);
        _exposed = _pending;
        _pending = null;
        Expose(_exposed.Record);
        return true;
    }

    private void Expose(ReadOnlyMemory<byte> record)
    {
        Current = record;
        RecordCount++;
        ByteCount += RecordFormat.LengthBytes + record.Length;
    }

    private void RecycleExposed()
    {
        if (_exposed is { Capacity: <= LargestSpareBytes } && _spares.Count < MaxSpares)
        {
            _exposed.Reset();
            _spares.Push(_exposed);
        }

        _exposed = null;
    }

    private void DropBuffer()
    {
        _rest = default;
        _pending = null;
        NetworkBuffer? buffer = _buffer;
        _buffer = null;
        buffer?.Dispose();
    }

    private void ThrowLengthOutOfRange(int length)
        => throw new RecordStreamException(
            _source.Channel,
            _source.Subpartition,
            $"Channel {_source.Channel}, subpartition {_source.Subpartition}: a record of {length} bytes is announced, "
            + $"0 to {_maxRecordBytes} are allowed. Raise the reader's limit if that is right.");

    private void ThrowIfCutOff()
    {
        foreach ((int channel, int subpartition) in _partials.Keys)
        {
            throw new RecordStreamException(
                channel,
                subpartition,
                $"Channel {channel}, subpartition {subpartition}: the stream ends inside a record. Its writer did not write records, or not only.");
        }
    }
}
