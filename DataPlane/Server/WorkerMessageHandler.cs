using ShuffleOrleans.DataPlane.Connections;
using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// What a worker does with each message of a client. Runs on the receive loop of one connection. A message that only one channel suffers from is answered on
/// that channel; one after which the rest cannot be trusted
/// ends the connection.
/// </summary>
internal sealed class WorkerMessageHandler : IMessageHandler
{
    private readonly WorkerConnection _connection;
    private readonly ChannelOpener _opener;
    private ConnectionDirection _direction;
    private IWorkerChannel? _insideBody;

    public WorkerMessageHandler(WorkerConnection connection)
    {
        _connection = connection;
        _opener = new ChannelOpener(connection);
    }

    /// <summary>Whether the hello has come.</summary>
    public bool IsGreeted => _direction != ConnectionDirection.None;

    /// <summary>What the client is there for; None before the hello.</summary>
    public ConnectionDirection Direction => _direction;

    /// <summary>How the client calls itself.</summary>
    public string ClientName { get; private set; } = "";

    private DataServer Server => _connection.Server;

    public void OnControl(in MessageHeader header, ReadOnlySpan<byte> body)
    {
        if (!IsGreeted && header.Type != MessageType.Hello)
        {
            throw new ShuffleException(ShuffleErrorCode.UnexpectedMessage, $"The first message was of type 0x{(byte)header.Type:X2}, not a hello.");
        }

        switch (header.Type)
        {
            case MessageType.Hello:
                OnHello(Decode<HelloMessage>(header, body));
                break;
            case MessageType.Ping:
                _connection.Post(0, new PongMessage(Decode<PingMessage>(header, body).Token));
                break;
            case MessageType.Pong:
                Decode<PongMessage>(header, body);
                break;
            case MessageType.OpenWrite:
                Require(ConnectionDirection.Write, MessageType.OpenWrite);
                _opener.OpenWrite(header.Channel, Decode<OpenWriteMessage>(header, body));
                break;
            case MessageType.FinishWrite:
                Find<WriteChannel>(header)?.OnFinish(Decode<FinishWriteMessage>(header, body).Receipt);
                break;
            case MessageType.Backlog:
                Find<WriteChannel>(header)?.OnBacklog(Decode<BacklogMessage>(header, body).Bytes);
                break;
            case MessageType.AbortWrite:
                Decode<AbortWriteMessage>(header, body);
                Find<WriteChannel>(header)?.OnAbort();
                break;
            case MessageType.OpenRead:
                Require(ConnectionDirection.Read, MessageType.OpenRead);
                _opener.OpenRead(Decode<OpenReadMessage>(header, body));
                break;
            case MessageType.OpenReduceRead:
                Require(ConnectionDirection.Read, MessageType.OpenReduceRead);
                _opener.OpenReduceRead(header.Channel, Decode<OpenReduceReadMessage>(header, body));
                break;
            case MessageType.AddCredit:
                Find<ReadChannel>(header)?.OnCredit(Decode<AddCreditMessage>(header, body).Bytes);
                break;
            case MessageType.CloseRead:
                Decode<CloseReadMessage>(header, body);
                Find<ReadChannel>(header)?.Close("The reader closed the channel.");
                break;
            case MessageType.ChannelError:
                OnClientError(header, Decode<ChannelErrorMessage>(header, body).Error);
                break;
            case MessageType.Goodbye:
                throw new EndOfStreamException($"The client said goodbye: {Decode<GoodbyeMessage>(header, body).Error.Text}");
            case MessageType.HelloReply or MessageType.WriteCommitted or MessageType.ReadOpened or MessageType.ReadEnd
                or MessageType.ReduceReadOpened or MessageType.ReduceReadFailed:
                throw new ShuffleException(ShuffleErrorCode.UnexpectedMessage, $"{header.Type} is what a worker sends, not what it takes.");
            default:
                throw new ShuffleException(ShuffleErrorCode.UnknownMessage, $"A worker does not know messages of type 0x{(byte)header.Type:X2}.");
        }
    }

    public IDataSink OnData(in MessageHeader header)
    {
        _insideBody = null;
        if (!IsGreeted)
        {
            throw new ShuffleException(ShuffleErrorCode.UnexpectedMessage, "The first message was data, not a hello.");
        }

        if (_connection.TryGet(header.Channel, out IWorkerChannel? channel))
        {
            _insideBody = channel;
            return channel!.BeginBody(header.BodyLength);
        }

        RequireOnceOpened(header);
        return _connection.Discard;
    }

    public void OnPause()
    {
        // Channels wake whom they must by themselves.
    }

    /// <summary>The receive loop has ended, perhaps in the middle of a body.</summary>
    public void EndBody(string reason) => _insideBody?.Close(reason);

    private void OnHello(in HelloMessage hello)
    {
        if (IsGreeted)
        {
            throw new ShuffleException(ShuffleErrorCode.UnexpectedMessage, "A second hello came.");
        }

        if (!ProtocolVersion.TryNegotiate(hello.MinVersion, hello.MaxVersion, out ushort version))
        {
            throw new ShuffleException(
                ShuffleErrorCode.UnsupportedVersion,
                $"The client speaks versions {hello.MinVersion} to {hello.MaxVersion}, this worker {ProtocolVersion.Min} to {ProtocolVersion.Max}.");
        }

        RequireMe(hello);
        _direction = hello.Direction;
        ClientName = hello.ClientName;
        _connection.StartKeepAlive();
        _connection.Post(0, new HelloReplyMessage(
            version,
            ProtocolFeatures.None,
            Server.Identity.Worker,
            Server.Identity.Incarnation,
            Server.Ledger.BufferBytes,
            ChannelOpener.GuaranteedBuffers * Server.Ledger.BufferBytes,
            Server.Options.MaxChannelsPerConnection,
            (int)Server.Options.KeepAliveInterval.TotalMilliseconds));
    }

    private void RequireMe(in HelloMessage hello)
    {
        bool otherWorker = hello.ExpectedWorker != WorkerId.None && hello.ExpectedWorker != Server.Identity.Worker;
        bool otherProcess = hello.ExpectedIncarnation != WorkerIncarnationId.None && hello.ExpectedIncarnation != Server.Identity.Incarnation;
        if (otherWorker || otherProcess)
        {
            throw new ShuffleException(
                ShuffleErrorCode.StaleIncarnation,
                $"The client means worker {hello.ExpectedWorker} process {hello.ExpectedIncarnation}; this is worker {Server.Identity.Worker} process {Server.Identity.Incarnation}.");
        }
    }

    private void OnClientError(in MessageHeader header, in ErrorDetail error)
    {
        if (Find<IWorkerChannel>(header) is IWorkerChannel channel)
        {
            channel.OnClientError(error);
        }
        else if (error.Code == ShuffleErrorCode.FrameCorrupt)
        {
            _connection.EndedReads.Find(header.Channel)?.Complain();
        }
    }

    // Null for a channel that has ended: its client learns that from what ended it.
    private TChannel? Find<TChannel>(in MessageHeader header)
        where TChannel : class, IWorkerChannel
    {
        if (!_connection.TryGet(header.Channel, out IWorkerChannel? channel))
        {
            RequireOnceOpened(header);
            return null;
        }

        if (channel is not TChannel expected)
        {
            channel!.Close($"A message of type 0x{(byte)header.Type:X2} came.");
            _connection.PostError(
                header.Channel, ShuffleErrorCode.UnexpectedMessage, $"{channel.Description}: a message of type 0x{(byte)header.Type:X2} does not belong here.");
            return null;
        }

        return expected;
    }

    private void RequireOnceOpened(in MessageHeader header)
    {
        if (header.Channel == 0 || header.Channel > _opener.HighestChannel)
        {
            _connection.PostError(header.Channel, ShuffleErrorCode.UnknownChannel, $"Channel {header.Channel} was never opened.");
        }
    }

    private void Require(ConnectionDirection direction, MessageType type)
    {
        if (_direction != direction)
        {
            throw new ShuffleException(ShuffleErrorCode.UnexpectedMessage, $"{type} came on a connection that was opened to {_direction}.");
        }
    }

    private static TMessage Decode<TMessage>(in MessageHeader header, ReadOnlySpan<byte> body)
        where TMessage : struct, IMessage<TMessage>
        => TMessage.TryRead(body, out TMessage message)
            ? message
            : throw new ShuffleException(ShuffleErrorCode.MalformedMessage, $"A message of type {header.Type} on channel {header.Channel} has an impossible body of {body.Length} bytes.");
}
