using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>The worker's first message, on channel 0, right behind the preamble: what was agreed and what the client must keep to.</summary>
/// <param name="Version">The protocol version in force from here on.</param>
/// <param name="Features">The optional abilities in force: a subset of what the client named.</param>
/// <param name="Worker">Who answers.</param>
/// <param name="Incarnation">Which process of it.</param>
/// <param name="MaxFrameLength">The longest frame, header included, in bytes.</param>
/// <param name="InitialWriteCredit">Bytes of frames a writer may send on a new channel before any <c>AddCredit</c>. Never less than
/// <paramref name="MaxFrameLength"/>.</param>
/// <param name="MaxChannels">How many channels may be open on this connection at once.</param>
/// <param name="KeepAliveMilliseconds">A side that has sent nothing for this long sends a ping; one that has heard nothing for three times as long gives the
/// connection up.</param>
public readonly record struct HelloReplyMessage(
    ushort Version,
    ProtocolFeatures Features,
    WorkerId Worker,
    WorkerIncarnationId Incarnation,
    int MaxFrameLength,
    int InitialWriteCredit,
    int MaxChannels,
    int KeepAliveMilliseconds) : IMessage<HelloReplyMessage>
{
    /// <summary>The longest keepalive time: a day.</summary>
    public const int MaxKeepAliveMilliseconds = 24 * 60 * 60 * 1000;

    /// <inheritdoc/>
    public static MessageType Type => MessageType.HelloReply;

    /// <inheritdoc/>
    public int MaxBodyLength => 2 + 8 + 16 + 16 + 4 + 4 + 4 + 4;

    /// <inheritdoc/>
    public void Write(ref WireWriter writer)
    {
        writer.UInt16(Version);
        writer.UInt64((ulong)Features);
        writer.Id(Worker);
        writer.Id(Incarnation);
        writer.Int32(MaxFrameLength);
        writer.Int32(InitialWriteCredit);
        writer.Int32(MaxChannels);
        writer.Int32(KeepAliveMilliseconds);
    }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out HelloReplyMessage message)
    {
        WireReader reader = new(body);
        message = new HelloReplyMessage(
            reader.UInt16(),
            (ProtocolFeatures)reader.UInt64(),
            reader.Id<WorkerId>(),
            reader.Id<WorkerIncarnationId>(),
            reader.Int32(),
            reader.Int32(),
            reader.Int32(),
            reader.Int32());
        return reader.IsComplete
            && message.MaxFrameLength is > FrameHeader.Length and <= FrameHeader.Length + FrameHeader.MaxPayloadLength
            && message.InitialWriteCredit >= message.MaxFrameLength
            && message.MaxChannels > 0
            && message.KeepAliveMilliseconds is > 0 and <= MaxKeepAliveMilliseconds;
    }
}
