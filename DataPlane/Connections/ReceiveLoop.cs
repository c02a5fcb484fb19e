using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Transport;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Connections;

/// <summary>
/// Takes messages off a connection. Headers, control messages and small frames come through a staging buffer, many in one receive; the payload of a large frame
/// is received straight into the place where it stays.
/// Both ends of a connection run one. Owns nothing: the connection lends it the staging buffer.
/// </summary>
internal sealed class ReceiveLoop
{
    // A piece of at least so much is worth a receive of its own, without passing through the staging buffer.
    private const int DirectPieceBytes = 8 * 1024;

    // After such a piece the next bytes are most likely a header and again a large payload: look just far enough ahead to see it, so that little of the payload
    // has to be copied.
    private const int LookAheadBytes = 256;

    private readonly IBulkConnection _connection;
    private readonly IMessageHandler _handler;
    private readonly LedgerBuffer _staging;
    private readonly Action _onReceived;
    private int _start;
    private int _end;
    private bool _expectLarge;

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

    private async ValueTask ReceiveDataAsync(MessageHeader header, CancellationToken cancellationToken)
    {
        _start += MessageHeader.Length;
        IDataSink sink = _handler.OnData(header);
        int left = header.BodyLength;
        while (left > 0)
        {
            Memory<byte> place = sink.GetMemory();
            int piece = Math.Min(place.Length, left);
            int staged = _end - _start;
            int placed;
            if (staged > 0)
            {
                placed = Math.Min(piece, staged);
                Staged[..placed].CopyTo(place.Span);
                _start += placed;
            }
            else if (piece >= DirectPieceBytes)
            {
                placed = await ReceiveAsync(place[..piece], cancellationToken);
                _expectLarge = true;
            }
            else if (await StageAsync(1, cancellationToken))
            {
                continue;
            }
            else
            {
                placed = 0;
            }

            if (placed == 0)
            {
                throw CutShort();
            }

            sink.Advance(placed);
            left -= placed;
        }

        sink.EndBody();
    }

    // Makes at least so many bytes available in the staging buffer; false if the other side ended the connection between two messages.
    private async ValueTask<bool> StageAsync(int bytes, CancellationToken cancellationToken)
    {
        while (_end - _start < bytes)
        {
            MakeRoom(bytes);
            int room = _expectLarge ? Math.Min(_staging.Length - _end, Math.Max(LookAheadBytes, bytes)) : _staging.Length - _end;
            int received = await ReceiveAsync(_staging.Memory.Slice(_end, room), cancellationToken);
            if (received == 0)
            {
                return _end == _start ? false : throw CutShort();
            }

            _expectLarge = false;
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

    private async ValueTask<int> ReceiveAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        int received = await _connection.ReceiveAsync(destination, cancellationToken);
        _onReceived();
        return received;
    }

    private static ShuffleException ChecksumMismatch(in MessageHeader header) =>
        new(ShuffleErrorCode.MessageChecksumMismatch, $"The checksum of a message of type 0x{(byte)header.Type:X2} is wrong: framing is lost.");

    private static EndOfStreamException CutShort() => new("The connection ended in the middle of a message.");
}
