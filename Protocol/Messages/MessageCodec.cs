using System.Buffers;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>Puts a control message with its sealed header into a buffer.</summary>
public static class MessageCodec
{
    /// <summary>Appends the whole message to <paramref name="destination"/>.</summary>
    /// <returns>Bytes written, header included.</returns>
    public static int Encode<TMessage>(IBufferWriter<byte> destination, uint channel, in TMessage message)
        where TMessage : struct, IMessage<TMessage>
    {
        ArgumentNullException.ThrowIfNull(destination);
        int length = Encode(destination.GetSpan(MessageHeader.Length + message.MaxBodyLength), channel, message);
        destination.Advance(length);
        return length;
    }

    /// <summary>Writes the whole message at the start of <paramref name="destination"/>.</summary>
    /// <returns>Bytes written, header included.</returns>
    public static int Encode<TMessage>(Span<byte> destination, uint channel, in TMessage message)
        where TMessage : struct, IMessage<TMessage>
    {
        WireWriter body = new(destination[MessageHeader.Length..]);
        message.Write(ref body);
        Span<byte> whole = destination[..(MessageHeader.Length + body.Written)];
        MessageHeader.Seal(whole, TMessage.Type, channel);
        return whole.Length;
    }
}
