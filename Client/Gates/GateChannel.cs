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
/// One input channel of a gate: a range of one producer's output. Lives as long as the gate, over as many connections as it takes: what it has received is its
/// resume point. Messages come from the receive loop of its current
/// connection; credit is given by its <see cref="GateWorker"/>.
/// </summary>
internal sealed class GateChannel : IClientChannel, IDataSink, IFrameReceiverOwner
{
    private readonly List<BufferSegment> _segments = [];
    private readonly RemoteInputGate _gate;
    private readonly RangeVerifier _verifier;
    private readonly SubpartitionRange _range;
    private FrameReceiver? _receiver;
    private FrameSeed _seed;
    private GateWorker? _worker;
    private ClientConnection? _connection;
    private uint _number;
    private int _bodyLeft;
    private int _frameBytes;

    public GateChannel(RemoteInputGate gate, int index, SubpartitionRange range, ShuffleDescriptor descriptor)
    {
        _gate = gate;
        Index = index;
        _range = range;
        Descriptor = descriptor;
        _verifier = new RangeVerifier(range);
    }

    /// <summary>Its place in the gate.</summary>
    public int Index { get; }

    /// <summary>Where the output is, as last heard. Under the gate's lock.</summary>
    public ShuffleDescriptor Descriptor { get; set; }

    public ResultPartitionId ResultPartition => Descriptor.ResultPartition;

    /// <summary>How often it was opened again since it last received something.</summary>
    public int Retries { get; set; }

    /// <summary>Bytes the worker may still send. Under the worker's lock, which is <see cref="GateWorker"/>'s.</summary>
    public long Credit { get; set; }

    /// <summary>Bytes that are still to come, as far as known.</summary>
    public long RemainingBytes => _verifier.RemainingBytes;

    /// <summary>Whether the end was received and verified.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>What opens it, from where it stands.</summary>
    public OpenReadEntry Open(uint number, long initialCredit)
    {
        _number = number;
        return new OpenReadEntry(number, ((RemoteShuffleDescriptor)Descriptor).Allocation.Attempt, _range, _verifier.FrameCount, initialCredit);
    }

    /// <summary>It will be opened on this connection, with this worker's memory.</summary>
    public void Attach(GateWorker worker, ClientConnection connection)
    {
        PartitionAttemptId attempt = ((RemoteShuffleDescriptor)Descriptor).Allocation.Attempt;
        _worker = worker;
        _connection = connection;
        _seed = new FrameSeed(attempt.Partition, attempt.Attempt);
        _receiver = new FrameReceiver(worker.Window, this, connection.Discard, keepHeaders: false);
    }

    /// <summary>So many bytes come in now. Under the worker's lock.</summary>
    public void StartBody(int bytes)
    {
        _bodyLeft = bytes;
        _frameBytes = 0;
    }

    /// <summary>
    /// Credit that a body which was cut off has used for bytes that take no place: what did not come, and the beginning of a header. Under the worker's lock,
    /// when the receive loop has left the body.
    /// </summary>
    public int TakeUnfilled()
    {
        int unfilled = _bodyLeft + (_frameBytes < FrameHeader.Length ? _frameBytes : 0);
        _bodyLeft = 0;
        _frameBytes = 0;
        return unfilled;
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
            case MessageType.ReadOpened:
                OnOpened(ClientConnection.Decode<ReadOpenedMessage>(body));
                break;
            case MessageType.ReadEnd:
                OnEnd(ClientConnection.Decode<ReadEndMessage>(body));
                break;
            case MessageType.ChannelError:
                Detach();
                _gate.OnChannelFailed(this, ClientConnection.Decode<ChannelErrorMessage>(body).Error.ToException());
                break;
            default:
                throw new ShuffleException(ShuffleErrorCode.UnexpectedMessage, $"A message of type {type} came on a channel that reads.");
        }
    }

    public IDataSink BeginBody(int bodyLength) => _worker!.TryBeginBody(this, bodyLength) ? this : _connection!.Discard;

    public Memory<byte> GetMemory() => _receiver!.GetMemory();

    public void Advance(int bytes)
    {
        _bodyLeft -= bytes;
        _frameBytes += bytes;
        _receiver!.Advance(bytes);
    }

    public void EndBody()
    {
        _receiver!.EndBody();
        _worker?.EndBody(this);
    }

    public ShuffleErrorCode CheckHeader(in FrameHeader header) => _verifier.Check(header);

    public FrameSeed SeedOf(in FrameHeader header) => _seed;

    public void OnFrame(in FrameHeader header)
    {
        _verifier.Add(header);
        _frameBytes = 0;
        Retries = 0;
        _segments.Clear();
        _worker!.Window.TakeAppended(_segments);
        _gate.Deliver(new ReceivedFrame(this, header, _segments[0], _segments.Count == 1 ? null : [.. _segments[1..]]));
    }

    // Thrown through the receive loop: a worker or network that sends such bytes is not trusted with the rest, and a new connection resumes every channel where
    // it stands.
    public void OnViolation(ShuffleErrorCode code, string reason) => throw new ShuffleException(code, $"{ResultPartition}: {reason}");

    public void OnConnectionLost(ShuffleException reason)
    {
        Detach();
        _gate.OnChannelFailed(this, reason);
    }

    private void OnOpened(in ReadOpenedMessage opened)
    {
        ShuffleErrorCode code = _verifier.OnOpened(opened, ((RemoteShuffleDescriptor)Descriptor).Allocation.SubpartitionCount);
        if (code != ShuffleErrorCode.None)
        {
            FailMismatch($"the worker offers {opened}");
        }
        else
        {
            _worker!.OnBacklog(this);
        }
    }

    private void OnEnd(in ReadEndMessage end)
    {
        if (_verifier.OnEnd(end) != ShuffleErrorCode.None)
        {
            FailMismatch($"the worker ended with {end}");
            return;
        }

        IsFinished = true;
        Detach();
        _gate.OnChannelFinished();
    }

    private void FailMismatch(string what)
    {
        _connection?.Post(_number, new CloseReadMessage());
        Detach();
        _gate.OnChannelFailed(this, new ShuffleException(
            ShuffleErrorCode.ReceiptMismatch, $"{ResultPartition}: {what}, the reader has {_verifier.FrameCount} frames and {_verifier.Bytes} bytes."));
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
