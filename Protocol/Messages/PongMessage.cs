namespace ShuffleOrleans.Protocol.Messages;

/// <summary>Answers a ping.</summary>
/// <param name="Token">The number of the ping.</param>
public readonly record struct PongMessage(ulong Token) : IMessage<PongMessage>
{
    /// <inheritdoc/>
    public static MessageType Type => MessageType.Pong;

    /// <inheritdoc/>
    public int MaxBodyLength => 8;

    /// <inheritdoc/>
    public void Write(ref WireWriter writer) => writer.UInt64(Token);

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out PongMessage message)
    {
        WireReader reader = new(body);
        message = new PongMessage(reader.UInt64());
        return reader.IsComplete;
    }
}
