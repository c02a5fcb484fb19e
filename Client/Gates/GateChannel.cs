using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// What a gate reads from one worker in one go. Lives as long as the gate, over as many connections as it takes: what it has received is its resume point.
/// Messages come from the receive loop of its current connection; credit is given by its <see cref="GateWorker"/>. What is asked for and what the frames mean
/// is the kinds' own.
/// </summary>
internal abstract class GateChannel : IClientChannel, IDataSink, IFrameReceiverOwner
{
    // A frame lies in one buffer of the window or, at most, in two.
    private readonly List<BufferSegment> _segments = new(2);
    private readonly RemoteInputGate _gate;
    private FrameReceiver? _receiver;
    private GateWorker? _worker;
    private ClientConnection? _connection;
    private uint _number;
    private long _openedAt;
    private int _framesInBody;

    protected GateChannel(RemoteInputGate gate)
    {
        _gate = gate;
        Hungry = new LinkedListNode<GateChannel>(this);
    }

    /// <summary>The worker to read from, as last heard. Under the gate's lock.</summary>
    public abstract WorkerEndpoint Endpoint { get; }

    /// <summary>The output to name if reading fails now.</summary>
    public abstract ResultPartitionId Blamed { get; }

    /// <summary>How often it was opened again since it last received something.</summary>
    public int Retries { get; set; }

    /// <summary>Bytes the worker may still send. Under the worker's lock, which is <see cref="GateWorker"/>'s.</summary>
    public long Credit { get; set; }

    /// <summary>Its place among those that wait for credit; in a list while it waits. Under the worker's lock, the <see cref="CreditQueue"/>'s.</summary>
    public LinkedListNode<GateChannel> Hungry { get; }

    /// <summary>Bytes that are still to come, as far as known.</summary>
    public long RemainingBytes => Tally.RemainingBytes;

    /// <summary>What was received so far.</summary>
    protected abstract RangeTally Tally { get; }

    /// <summary>The output of one of the gate's producers.</summary>
    /// <param name="channelIndex">The producer's place in the gate.</param>
    public abstract ResultPartitionId ResultPartitionOf(int channelIndex);

    /// <summary>An output has moved, or is another attempt's now. Under the gate's lock.</summary>
    public abstract void Update(int channelIndex, StoredShuffleDescriptor descriptor);

    /// <summary>It is to be opened, again perhaps: what it was told since counts from now. Under the gate's lock, without a connection.</summary>
    /// <exception cref="Api.PartitionException">What was received does not go together with it.</exception>
    public abstract void Prepare();

    /// <summary>It will be opened on this connection, with this worker's memory.</summary>
    public void Attach(GateWorker worker, ClientConnection connection)
    {
        _worker = worker;
        _connection = connection;
        _receiver = new FrameReceiver(worker.Window, this, connection.Discard);
    }

    /// <summary>Opens it from where it stands, by a message of its own or by an entry in one that opens many.</summary>
    public void Open(uint number, List<OpenReadEntry> together)
    {
        _number = number;
        _openedAt = _gate.Time.GetTimestamp();
        if (Tally.FrameCount > 0)
        {
            _gate.Metrics.OnResumed();
        }

        PostOpen(_connection!, number, together);
    }

    /// <summary>Tells the worker that it may send more.</summary>
    public void PostCredit(int bytes) => _connection!.Post(_number, new AddCreditMessage(bytes));

    /// <summary>The gate closes: tells the worker to send no more. After <see cref="GateWorker.BeginClose"/>.</summary>
    public void Close()
    {
        if (_connection is not ClientConnection connection || _worker is not GateWorker worker)
        {
            return;
        }

        connection.Post(_number, new CloseReadMessage());
        if (!worker.IsInsideBody(this))
        {
            // Else the end of the body, or of the connection, finds it and lets the window go.
            connection.Remove(_number);
        }
    }

    // ---- The receive loop ---------------------------------------------------------------------------------------

    public void OnControl(MessageType type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case MessageType.ReadEnd:
                OnEnd(ClientConnection.Decode<ReadEndMessage>(body));
                break;
            case MessageType.ChannelError:
                Refuse(ClientConnection.Decode<ChannelErrorMessage>(body).Error);
                break;
            default:
                if (!TryAnswer(type, body))
                {
                    throw new ShuffleException(ShuffleErrorCode.UnexpectedMessage, $"A message of type {type} came on a channel that reads.");
                }

                break;
        }
    }

    public IDataSink BeginBody(int bodyLength)
    {
        if (!_worker!.TryBeginBody(this, bodyLength))
        {
            return _connection!.Discard;
        }

        _gate.Metrics.OnReceived(bodyLength);
        return this;
    }

    public int GetPlaces(Span<Memory<byte>> places, int bytes) => _receiver!.GetPlaces(places, bytes);

    public void Advance(int bytes) => _receiver!.Advance(bytes);

    public void EndBody()
    {
        _receiver!.EndBody();
        _gate.Metrics.OnReceivedFrames(_framesInBody);
        _framesInBody = 0;
        _worker?.EndBody(this);
    }

    public abstract ShuffleErrorCode CheckHeader(in FrameHeader header);

    public abstract FrameSeed SeedOf(in FrameHeader header);

    public void OnFrame(in FrameHeader header)
    {
        Retries = 0;
        _framesInBody++;
        _segments.Clear();
        _worker!.Window.TakeAppended(_segments);
        CutHeader();
        Accept(header, _segments);
        _connection!.AtPause(_gate);
    }

    // Thrown through the receive loop: a worker or network that sends such bytes is not trusted with the rest, and a new connection resumes every channel where
    // it stands.
    public void OnViolation(ShuffleErrorCode code, string reason)
    {
        if (code == ShuffleErrorCode.FrameCorrupt)
        {
            // The network, or the disk: the worker can look at its own end.
            _connection!.Complain(_number, new ErrorDetail(code, reason));
        }

        throw new ShuffleException(code, $"{Blamed}: {reason}");
    }

    public void OnConnectionLost(ShuffleException reason)
    {
        Detach();
        _gate.OnChannelFailed(this, reason);
    }

    // ---- The kinds ----------------------------------------------------------------------------------------------

    protected abstract void PostOpen(ClientConnection connection, uint number, List<OpenReadEntry> together);

    /// <summary>The worker's answer to the opening.</summary>
    /// <returns>False if the message is none.</returns>
    protected abstract bool TryAnswer(MessageType type, ReadOnlySpan<byte> body);

    /// <summary>A whole frame whose checksum is right.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="payload">Its payload, with one reference for each segment, which is taken over; the list is not.</param>
    protected abstract void Accept(in FrameHeader header, List<BufferSegment> payload);

    /// <summary>What is left to compare at the end.</summary>
    protected abstract ShuffleErrorCode CheckEnd(in ReadEndMessage end);

    /// <summary>The worker has said what is to come.</summary>
    /// <param name="code">Whether that can be.</param>
    /// <param name="opened">Its words, for people.</param>
    protected void FinishOpening<TOpened>(ShuffleErrorCode code, TOpened opened)
    {
        if (code != ShuffleErrorCode.None)
        {
            FailMismatch($"the worker offers {opened}");
        }
        else
        {
            _gate.Metrics.OnReadOpened(_gate.Time.GetElapsedTime(_openedAt));
            _worker!.OnBacklog(this);
        }
    }

    /// <summary>The worker has ended the channel with an error.</summary>
    protected void Refuse(in ErrorDetail error)
    {
        Detach();
        _gate.OnChannelFailed(this, error.ToException());
    }

    /// <summary>Passes a frame on to the task.</summary>
    protected void Deliver(int channelIndex, SubpartitionRange receivers, in FrameHeader header, List<BufferSegment> payload) =>
        _gate.Deliver(ReceivedFrame.Of(this, channelIndex, receivers, header, payload));

    // The window holds the header in front of the payload; the task wants the payload.
    private void CutHeader()
    {
        int left = FrameHeader.Length;
        while (left >= _segments[0].Length)
        {
            left -= _segments[0].Length;
            _segments[0].Buffer.Release();
            _segments.RemoveAt(0);
        }

        BufferSegment first = _segments[0];
        _segments[0] = new BufferSegment(first.Buffer, first.Offset + left, first.Length - left);
    }

    private void OnEnd(in ReadEndMessage end)
    {
        if (CheckEnd(end) != ShuffleErrorCode.None)
        {
            FailMismatch($"the worker ended with {end}");
            return;
        }

        Detach();
        _gate.OnChannelFinished();
    }

    private void FailMismatch(string what)
    {
        _connection?.Post(_number, new CloseReadMessage());
        Detach();
        _gate.OnChannelFailed(this, new ShuffleException(
            ShuffleErrorCode.ReceiptMismatch, $"{Blamed}: {what}, the reader has {Tally.FrameCount} frames and {Tally.Bytes} bytes."));
    }

    private void Detach()
    {
        _connection?.Remove(_number);
        _worker?.Leave(this);
        _worker = null;

        // Not before it has left: until then it may be given credit, from any thread.
        _connection = null;
    }
}
