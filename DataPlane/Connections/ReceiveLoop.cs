using System.Runtime.CompilerServices;
using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Transport;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Connections;

/// <summary>
/// Takes messages off a connection. Headers and control messages come through a staging buffer, many in one receive; the body of a data message is received
/// straight into the places where it stays, and what follows it into the staging buffer, all in one call. Both ends of a connection run one. Owns nothing: the
/// connection lends it the staging buffer.
/// </summary>
internal sealed class ReceiveLoop
{
    // Places of one receive: five buffers and the staging buffer. More at once would be fewer calls, but the first bytes would have left the processor's cache
    // before they are checked: a megabyte at once costs a tenth more processor time for a gigabyte than a third of it.
    private const int MaxPlaces = 6;

    // Behind a large body comes, most likely, a header and again a large body: look just far enough ahead to see it, so that little of that body has to be
    // copied. Behind a small one as much as there is: copying it costs less than another call.
    private const int LargeBodyBytes = 64 * 1024;
    private const int LookAheadBytes = 512;

    private readonly Memory<byte>[] _places = new Memory<byte>[MaxPlaces];
    private readonly IBulkConnection _connection;
    private readonly IMessageHandler _handler;
    private readonly LedgerBuffer _staging;
    private readonly Action _onReceived;
    private int _start;
    private int _end;
    private bool _isBulk;

    /// <param name="connection">Where the bytes come from.</param>
    /// <param name="handler">Where the messages go.</param>
    /// <param name="staging">At least as long as the longest control message.</param>
    /// <param name="onReceived">Called after each receive, for the keepalive.</param>
    public ReceiveLoop(IBulkConnection connection, IMessageHandler handler, LedgerBuffer staging, Action onReceived)
    {
        _connection = connection;
        _handler = handler;
        _staging = staging;
        _onReceived = onReceived;
    }

    private ReadOnlySpan<byte> Staged => _staging.GetSpan()[_start.._end];

    /// <summary>Checks the preamble, then hands on messages until the other side ends the connection.</summary>
    /// <exception cref="ShuffleException">The bytes break the protocol, or the handler cannot go on.</exception>
    /// <exception cref="EndOfStreamException">The connection ended in the middle of a message.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!await StageAsync(ConnectionPreamble.Length, cancellationToken))
        {
            return;
        }

        CheckPreamble();
        while (await StageAsync(MessageHeader.Length, cancellationToken))
        {
            MessageHeader header = TakeHeader();
            if (header.IsData)
            {
                await ReceiveDataAsync(header, cancellationToken);
            }
            else
            {
                await ReceiveControlAsync(header, cancellationToken);
            }
        }
    }

    private void CheckPreamble()
    {
        if (!Staged[..ConnectionPreamble.Length].SequenceEqual(ConnectionPreamble.Bytes))
        {
            throw new ShuffleException(ShuffleErrorCode.NotShuffleProtocol, "The connection did not begin with the preamble of the shuffle protocol.");
        }

        _start += ConnectionPreamble.Length;
    }

    private MessageHeader TakeHeader()
    {
        ReadOnlySpan<byte> bytes = Staged[..MessageHeader.Length];
        if (!MessageHeader.TryRead(bytes, out MessageHeader header))
        {
            throw new ShuffleException(ShuffleErrorCode.MalformedMessage, "A message header is not well-formed: framing is lost.");
        }

        if (header.BodyLength > (header.IsData ? MessageHeader.MaxDataBodyLength : MessageHeader.MaxControlBodyLength))
        {
            throw new ShuffleException(ShuffleErrorCode.MessageTooLarge, $"A message of type 0x{(byte)header.Type:X2} announces {header.BodyLength} bytes.");
        }

        // A data header is checked here; the checksum of a control message covers its body too and is checked with it.
        if (header.IsData && MessageHeader.ControlChecksum(bytes, []) != header.Checksum)
        {
            throw ChecksumMismatch(header);
        }

        return header;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReceiveControlAsync(MessageHeader header, CancellationToken cancellationToken)
    {
        if (!await StageAsync(MessageHeader.Length + header.BodyLength, cancellationToken))
        {
            throw CutShort();
        }

        Dispatch(header);
    }

    private void Dispatch(in MessageHeader header)
    {
        ReadOnlySpan<byte> message = Staged[..(MessageHeader.Length + header.BodyLength)];
        ReadOnlySpan<byte> body = message[MessageHeader.Length..];
        if (MessageHeader.ControlChecksum(message, body) != header.Checksum)
        {
            throw ChecksumMismatch(header);
        }

        _start += message.Length;
        _handler.OnControl(header, body);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ReceiveDataAsync(MessageHeader header, CancellationToken cancellationToken)
    {
        _start += MessageHeader.Length;
        _isBulk = header.BodyLength >= LargeBodyBytes;
        IDataSink sink = _handler.OnData(header);
        int left = header.BodyLength;
        while (left > 0)
        {
            int count = sink.GetPlaces(_places.AsSpan(0, MaxPlaces - 1), left);
            int placed = _end > _start ? PlaceStaged(count) : await ReceiveBodyAsync(count, left, cancellationToken);
            sink.Advance(placed);
            left -= placed;
        }

        sink.EndBody();
    }

    private int PlaceStaged(int count)
    {
        int placed = 0;
        for (int i = 0; i < count && _start < _end; i++)
        {
            int piece = Math.Min(_places[i].Length, _end - _start);
            Staged[..piece].CopyTo(_places[i].Span);
            _start += piece;
            placed += piece;
        }

        return placed;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceiveBodyAsync(int count, int left, CancellationToken cancellationToken)
    {
        int offered = Offered(count);
        if (offered == left)
        {
            _places[count++] = _staging.Memory[..Room(0)];
        }

        _handler.OnPause();
        int received = await _connection.ReceiveAsync(_places.AsMemory(0, count), left, cancellationToken);
        _onReceived();
        if (received == 0)
        {
            throw CutShort();
        }

        int placed = Math.Min(received, offered);
        _start = 0;
        _end = received - placed;
        return placed;
    }

    private int Offered(int count)
    {
        int offered = 0;
        for (int i = 0; i < count; i++)
        {
            offered += _places[i].Length;
        }

        return offered;
    }

    // How much is received at once behind so many staged bytes.
    private int Room(int staged) => _isBulk ? Math.Min(_staging.Length - staged, LookAheadBytes) : _staging.Length - staged;

    // Makes at least so many bytes available in the staging buffer; false if the other side ended the connection between two messages.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> StageAsync(int bytes, CancellationToken cancellationToken)
    {
        while (_end - _start < bytes)
        {
            MakeRoom(bytes);
            int room = Math.Max(Room(_end), bytes - (_end - _start));
            _handler.OnPause();
            int received = await _connection.ReceiveAsync(_staging.Memory.Slice(_end, room), cancellationToken);
            _onReceived();
            if (received == 0)
            {
                return _end == _start ? false : throw CutShort();
            }

            _end += received;
        }

        return true;
    }

    private void MakeRoom(int bytes)
    {
        if (_start == _end)
        {
            _start = 0;
            _end = 0;
        }
        else if (_start + bytes > _staging.Length)
        {
            Staged.CopyTo(_staging.GetSpan());
            _end -= _start;
            _start = 0;
        }
    }

    private static ShuffleException ChecksumMismatch(in MessageHeader header) =>
        new(ShuffleErrorCode.MessageChecksumMismatch, $"The checksum of a message of type 0x{(byte)header.Type:X2} is wrong: framing is lost.");

    private static EndOfStreamException CutShort() => new("The connection ended in the middle of a message.");
}
