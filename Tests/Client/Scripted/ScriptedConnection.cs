using System.Buffers;
using System.Net.Sockets;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.Client.Scripted;

/// <summary>One connection of a scripted worker: a message in, its answers out, one after the other.</summary>
internal sealed class ScriptedConnection(ScriptedWorker worker, Socket socket)
{
    private const int MaxFrameLength = 64 * 1024;

    private readonly Dictionary<uint, WrittenShare> _writes = [];
    private readonly Dictionary<uint, ReplyStream> _reads = [];
    private readonly ArrayBufferWriter<byte> _out = new();
    private bool _cut;

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        using NetworkStream stream = new(socket, ownsSocket: true);
        try
        {
            await stream.WriteAsync(ConnectionPreamble.Bytes.ToArray(), cancellationToken);
            await stream.ReadExactlyAsync(new byte[ConnectionPreamble.Length], cancellationToken);
            byte[] head = new byte[MessageHeader.Length];
            while (!_cut)
            {
                await stream.ReadExactlyAsync(head, cancellationToken);
                Assert.True(MessageHeader.TryRead(head, out MessageHeader header));
                byte[] body = new byte[header.BodyLength];
                await stream.ReadExactlyAsync(body, cancellationToken);
                Handle(header, body);
                await stream.WriteAsync(_out.WrittenMemory, cancellationToken);
                _out.ResetWrittenCount();
            }

            // Not closed over bytes that nobody has read: the system would then throw away what the client has not read either.
            socket.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(Stream.Null, cancellationToken);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client has gone, or the test is over.
        }

        foreach (WrittenShare share in _writes.Values)
        {
            share.End(committed: false);
        }
    }

    private void Handle(MessageHeader header, byte[] body)
    {
        switch (header.Type)
        {
            case MessageType.Hello:
                Answer(0, new HelloReplyMessage(
                    ProtocolVersion.Max, ProtocolFeatures.None, worker.Identity, worker.Incarnation, MaxFrameLength, worker.InitialCredit, 1000, 60_000));
                break;
            case MessageType.OpenWrite:
                _writes.Add(header.Channel, worker.BeginWrite(Decode<OpenWriteMessage>(body)));
                break;
            case MessageType.Data when _writes.TryGetValue(header.Channel, out WrittenShare? share):
                OnData(header.Channel, share, body);
                break;
            case MessageType.FinishWrite when _writes.Remove(header.Channel, out WrittenShare? share):
                OnFinish(header.Channel, share, Decode<FinishWriteMessage>(body));
                break;
            case MessageType.AbortWrite when _writes.Remove(header.Channel, out WrittenShare? share):
                share.End(committed: false);
                Answer(header.Channel, new ChannelErrorMessage(new ErrorDetail(ShuffleErrorCode.WriteAborted, "as asked")));
                break;
            case MessageType.OpenReduceRead:
                OnRead(header.Channel, Decode<OpenReduceReadMessage>(body));
                break;
            case MessageType.AddCredit when _reads.TryGetValue(header.Channel, out ReplyStream? reply):
                reply.Grant(Decode<AddCreditMessage>(body).Bytes);
                Send(header.Channel, reply);
                break;
            case MessageType.CloseRead:
                _reads.Remove(header.Channel);
                break;
            case MessageType.ChannelError:
                worker.HearComplaint(header.Channel, Decode<ChannelErrorMessage>(body).Error);
                break;
            case MessageType.Goodbye:
                _cut = true;
                break;
            default:
                // Pings' answers, backlogs, and what comes late for a channel that has ended.
                break;
        }
    }

    private static TMessage Decode<TMessage>(byte[] body)
        where TMessage : struct, IMessage<TMessage>
    {
        Assert.True(TMessage.TryRead(body, out TMessage message));
        return message;
    }

    private void OnData(uint channel, WrittenShare share, byte[] body)
    {
        if (worker.Write(share, body) is ErrorDetail error)
        {
            _writes.Remove(channel);
            Answer(channel, new ChannelErrorMessage(error));
        }
    }

    private void OnFinish(uint channel, WrittenShare share, in FinishWriteMessage finish)
    {
        if (worker.Finish(share, finish.Receipt) is ErrorDetail error)
        {
            Answer(channel, new ChannelErrorMessage(error));
        }
        else
        {
            Answer(channel, new WriteCommittedMessage(finish.Receipt));
        }
    }

    private void OnRead(uint channel, in OpenReduceReadMessage request)
    {
        ReduceReply reply = worker.Read(request);
        if (reply.Error is ErrorDetail error)
        {
            Answer(channel, new ChannelErrorMessage(error));
        }
        else if (reply.Failed is ReduceReadFailedMessage failed)
        {
            Answer(channel, failed);
        }
        else
        {
            Answer(channel, reply.Opened);
            ReplyStream stream = new(reply, request);
            _reads.Add(channel, stream);
            Send(channel, stream);
        }
    }

    private void Send(uint channel, ReplyStream reply)
    {
        for (byte[] body = reply.TakeBody(); body.Length > 0; body = reply.TakeBody())
        {
            MessageHeader.WriteData(_out.GetSpan(MessageHeader.Length), channel, body.Length);
            _out.Advance(MessageHeader.Length);
            _out.Write(body);
        }

        _cut |= reply.IsCut;
        if (reply.IsAtEnd && !reply.IsCut)
        {
            _reads.Remove(channel);
            Answer(channel, reply.End);
        }
    }

    private void Answer<TMessage>(uint channel, in TMessage message)
        where TMessage : struct, IMessage<TMessage>
        => MessageCodec.Encode(_out, channel, message);
}
