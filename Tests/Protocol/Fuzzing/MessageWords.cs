using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.Protocol.Fuzzing;

/// <summary>Every control message's decoder behind one door: bytes in, and what was understood said again in this build's own bytes.</summary>
internal static class MessageWords
{
    /// <summary>The body as it would be written again, or null if it was refused or the type is unknown.</summary>
    public static byte[]? Again(MessageType type, ReadOnlySpan<byte> body) => type switch
    {
        MessageType.Hello => Again<HelloMessage>(body),
        MessageType.HelloReply => Again<HelloReplyMessage>(body),
        MessageType.Ping => Again<PingMessage>(body),
        MessageType.Pong => Again<PongMessage>(body),
        MessageType.Goodbye => Again<GoodbyeMessage>(body),
        MessageType.OpenWrite => Again<OpenWriteMessage>(body),
        MessageType.FinishWrite => Again<FinishWriteMessage>(body),
        MessageType.WriteCommitted => Again<WriteCommittedMessage>(body),
        MessageType.AbortWrite => Again<AbortWriteMessage>(body),
        MessageType.OpenRead => Again<OpenReadMessage>(body),
        MessageType.ReadOpened => Again<ReadOpenedMessage>(body),
        MessageType.ReadEnd => Again<ReadEndMessage>(body),
        MessageType.CloseRead => Again<CloseReadMessage>(body),
        MessageType.OpenReduceRead => Again<OpenReduceReadMessage>(body),
        MessageType.ReduceReadOpened => Again<ReduceReadOpenedMessage>(body),
        MessageType.ReduceReadFailed => Again<ReduceReadFailedMessage>(body),
        MessageType.AddCredit => Again<AddCreditMessage>(body),
        MessageType.Backlog => Again<BacklogMessage>(body),
        MessageType.ChannelError => Again<ChannelErrorMessage>(body),
        _ => null,
    };

    private static byte[]? Again<TMessage>(ReadOnlySpan<byte> body)
        where TMessage : struct, IMessage<TMessage>
    {
        if (!TMessage.TryRead(body, out TMessage message))
        {
            return null;
        }

        byte[] destination = new byte[message.MaxBodyLength];
        WireWriter writer = new(destination);
        message.Write(ref writer);
        return destination[..writer.Written];
    }
}
