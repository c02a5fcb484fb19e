namespace ShuffleOrleans.Protocol.Messages;

/// <summary>The sender of data tells how much waits for credit on the channel in the header, so that the receiver can share out its memory.</summary>
/// <param name="Bytes">Bytes of frames that wait, or zero.</param>
public readonly record struct BacklogMessage(long Bytes) : IMessage<BacklogMessage>
{
    /// <inheritdoc/>
    public static MessageType Type => MessageType.Backlog;

    /// <inheritdoc/>
    public int MaxBodyLength => 8;

    /// <inheritdoc/>
    public void Write(ref WireWriter writer) => writer.Int64(Bytes);

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out BacklogMessage message)
    {
        WireReader reader = new(body);
        message = new BacklogMessage(reader.Int64());
        return reader.IsComplete && message.Bytes >= 0;
    }
}
