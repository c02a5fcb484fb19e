using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Transport;

namespace ShuffleOrleans.DataPlane.Connections;

/// <summary>
/// What a connection sends next, gathered: control messages and small data of any number of channels are copied behind each other into one buffer and go out in
/// one call, at the latest when nobody has more to say; what is too large to copy goes out with them. So the order on the wire is the order of the calls here.
/// Used by the send loop and by the source it gives a turn to, one at a time. Owns nothing: the connection lends the buffer.
/// </summary>
internal sealed class SendBatch
{
    /// <summary>Data up to so many bytes is better copied into the batch than sent from where it is: 16 KiB.</summary>
    public const int MaxCopiedBytes = 16 * 1024;

    private readonly IBulkConnection _connection;
    private readonly Action _onSent;
    private BufferSegment[] _gathered = new BufferSegment[LinuxSockets.MaxSegments];
    private LedgerBuffer? _buffer;
    private int _filled;

    /// <param name="connection">Where the bytes go.</param>
    /// <param name="onSent">Called after each send, for the keepalive.</param>
    public SendBatch(IBulkConnection connection, Action onSent)
    {
        _connection = connection;
        _onSent = onSent;
    }

    /// <summary>Whether everything has gone out.</summary>
    public bool IsEmpty => _filled == 0;

    /// <summary>Bytes that can be copied in before the next flush.</summary>
    public int Free => _buffer is null ? 0 : _buffer.Length - _filled;

    /// <summary>Lends the buffer, before the first turn; without one, control messages go out one by one.</summary>
    public void Use(LedgerBuffer buffer) => _buffer = buffer;

    /// <summary>Where the next bytes are copied to. At least <see cref="Free"/> long.</summary>
    public Span<byte> GetSpan() => _buffer!.GetSpan()[_filled..];

    /// <summary>So many bytes were copied in.</summary>
    public void Advance(int bytes) => _filled += bytes;

    /// <summary>Sees to it that there is room for so many bytes, no more than the buffer takes.</summary>
    public ValueTask ReserveAsync(int bytes, CancellationToken cancellationToken) => Free >= bytes ? default : FlushAsync(cancellationToken);

    /// <summary>Copies bytes in, or sends them if they are many. They are the caller's again when this has ended.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await ReserveAsync(bytes.Length, cancellationToken);
        if (bytes.Length > Free)
        {
            await _connection.SendAsync(bytes, moreFollows: false, cancellationToken);
            _onSent();
            return;
        }

        bytes.Span.CopyTo(GetSpan());
        _filled += bytes.Length;
    }

    /// <summary>Sends what is gathered.</summary>
    public ValueTask FlushAsync(CancellationToken cancellationToken) => FlushAsync(moreFollows: false, cancellationToken);

    /// <summary>Sends what is gathered and, behind it, the segments. They must stay rented until this has ended.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<BufferSegment> segments, CancellationToken cancellationToken)
    {
        int count = Gather(segments.Span);
        _filled = 0;
        await _connection.SendAsync(_gathered.AsMemory(0, count), cancellationToken);
        _onSent();
    }

    /// <summary>Sends what is gathered and, behind it, a part of a file.</summary>
    /// <exception cref="EndOfStreamException">The file is shorter: the connection is broken in mid-message and must end.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendFileAsync(SafeFileHandle file, long offset, long length, CancellationToken cancellationToken)
    {
        await FlushAsync(moreFollows: true, cancellationToken);
        await _connection.SendFileAsync(file, offset, length, cancellationToken);
        _onSent();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FlushAsync(bool moreFollows, CancellationToken cancellationToken)
    {
        if (_filled > 0)
        {
            ReadOnlyMemory<byte> filled = _buffer!.Memory[.._filled];
            _filled = 0;
            await _connection.SendAsync(filled, moreFollows, cancellationToken);
            _onSent();
        }
    }

    private int Gather(ReadOnlySpan<BufferSegment> segments)
    {
        if (_gathered.Length <= segments.Length)
        {
            _gathered = new BufferSegment[2 * segments.Length];
        }

        int count = 0;
        if (_filled > 0)
        {
            _gathered[count++] = new BufferSegment(_buffer!, 0, _filled);
        }

        segments.CopyTo(_gathered.AsSpan(count));
        return count + segments.Length;
    }
}
