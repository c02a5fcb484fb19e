using System.Buffers;
using System.Buffers.Binary;
using ShuffleOrleans.Client.Api;

namespace ShuffleOrleans.Client.Records;

/// <summary>
/// Writes records to a result partition. Used by the task that owns the partition writer, one call at a time; it owns nothing but a scratch array and
/// does not end the writer. A record and its length are emitted
/// together, so no region ends between them. No allocation per record, except a rented array for a record of more than 64 KiB.
/// </summary>
public sealed class RecordWriter
{
    private const int LargestKeptBytes = 64 * 1024;

    private readonly IResultPartitionWriter _writer;
    private readonly IRecordPlaces? _places;
    private readonly int _maxRecordBytes;
    private byte[] _scratch = new byte[512];

    /// <summary>Makes a writer of records over a writer of buffers.</summary>
    /// <param name="writer">Where the records go; it stays its owner's.</param>
    /// <param name="maxRecordBytes">The longest record allowed. The reader's limit must not be lower.</param>
    public RecordWriter(IResultPartitionWriter writer, int maxRecordBytes = RecordFormat.DefaultMaxRecordBytes)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _writer = writer;
        _places = writer as IRecordPlaces;
        _maxRecordBytes = RecordFormat.CheckLimit(maxRecordBytes);
    }

    /// <summary>For how many consumers.</summary>
    public int SubpartitionCount => _writer.SubpartitionCount;

    /// <summary>Records given to the writer so far; a broadcast counts once.</summary>
    public long RecordCount { get; private set; }

    /// <summary>Their bytes, lengths included.</summary>
    public long ByteCount { get; private set; }

    /// <summary>Writes a record for one consumer. The memory may be used again once the call is awaited.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The record is longer than the limit.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> record, int subpartition, CancellationToken cancellationToken = default)
    {
        int framedBytes = Count(record.Length);
        if (_places is not null && _places.TryReserve(framedBytes, subpartition, out Span<byte> place))
        {
            Frame(record.Span, place);
            return default;
        }

        if (framedBytes > LargestKeptBytes)
        {
            return WriteLargeAsync(record, subpartition, cancellationToken);
        }

        Frame(record.Span, Scratch(framedBytes));
        return _writer.EmitRecordAsync(_scratch.AsMemory(0, framedBytes), subpartition, cancellationToken);
    }

    /// <summary>Writes a record for every consumer; it is stored once. The memory may be used again once the call is awaited.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The record is longer than the limit.</exception>
    public ValueTask BroadcastAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken = default)
    {
        int framedBytes = Count(record.Length);
        if (framedBytes > LargestKeptBytes)
        {
            return WriteLargeAsync(record, subpartition: null, cancellationToken);
        }

        Frame(record.Span, Scratch(framedBytes));
        return _writer.BroadcastRecordAsync(_scratch.AsMemory(0, framedBytes), cancellationToken);
    }

    private async ValueTask WriteLargeAsync(ReadOnlyMemory<byte> record, int? subpartition, CancellationToken cancellationToken)
    {
        int framedBytes = RecordFormat.LengthBytes + record.Length;
        byte[] framed = ArrayPool<byte>.Shared.Rent(framedBytes);
        try
        {
            Frame(record.Span, framed);
            ReadOnlyMemory<byte> bytes = framed.AsMemory(0, framedBytes);
            if (subpartition is int one)
            {
                await _writer.EmitRecordAsync(bytes, one, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await _writer.BroadcastRecordAsync(bytes, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(framed);
        }
    }

    private int Count(int recordBytes)
    {
        if (recordBytes > _maxRecordBytes)
        {
            throw new ArgumentOutOfRangeException(nameof(recordBytes), recordBytes, $"A record has at most {_maxRecordBytes} bytes.");
        }

        int framedBytes = RecordFormat.LengthBytes + recordBytes;
        RecordCount++;
        ByteCount += framedBytes;
        return framedBytes;
    }

    private Span<byte> Scratch(int bytes)
    {
        if (_scratch.Length < bytes)
        {
            _scratch = new byte[Math.Min(LargestKeptBytes, Math.Max(bytes, _scratch.Length * 2))];
        }

        return _scratch;
    }

    private static void Frame(ReadOnlySpan<byte> record, Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, record.Length);
        record.CopyTo(destination[RecordFormat.LengthBytes..]);
    }
}
