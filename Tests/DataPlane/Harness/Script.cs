using System.Buffers;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>What a client says, put together before it is sent in one go: right messages, and wrong ones byte by byte.</summary>
internal sealed class Script
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    /// <summary>Preamble and hello.</summary>
    public static Script Greeting(ConnectionDirection direction) =>
        new Script().Raw(ConnectionPreamble.Bytes).Say(0, Hello(direction));

    public static HelloMessage Hello(ConnectionDirection direction) =>
        new(1, 1, ProtocolFeatures.None, direction, WorkerId.None, WorkerIncarnationId.None, AuthenticationScheme.None, default, "raw client");

    public Script Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public Script Say<TMessage>(uint channel, TMessage message)
        where TMessage : struct, IMessage<TMessage>
    {
        MessageCodec.Encode(_bytes, channel, message);
        return this;
    }

    /// <summary>A control message with any body, rightly sealed.</summary>
    public Script Say(MessageType type, uint channel, params byte[] body)
    {
        byte[] message = [.. new byte[MessageHeader.Length], .. body];
        MessageHeader.Seal(message, type, channel);
        return Raw(message);
    }

    public Script Data(uint channel, ReadOnlySpan<byte> frames)
    {
        DataHeader(channel, frames.Length);
        return Raw(frames);
    }

    /// <summary>A data header alone: what it announces is still to come, or never will.</summary>
    public Script DataHeader(uint channel, int bodyLength)
    {
        MessageHeader.WriteData(_bytes.GetSpan(MessageHeader.Length), channel, bodyLength);
        _bytes.Advance(MessageHeader.Length);
        return this;
    }
}
