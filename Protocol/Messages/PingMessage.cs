namespace ShuffleOrleans.Protocol.Messages;

/// <summary>Asks the other side to answer with a pong of the same token. Either side sends it when it has been silent for the keepalive time.</summary>
/// <param name="Token">Any number.</param>
public readonly record struct PingMessage(ulong Token) : IMessage<PingMessage>
{
    /// <inheritdoc/>
    public static MessageType Type => MessageType.Ping;

    /// <inheritdoc/>
    public int MaxBodyLength => 8;

    /// <inheritdoc/>
    public void Write(ref WireWriter writer) => writer.UInt64(Token);

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out PingMessage message)
    {
        WireReader reader = new(body);
        message = new PingMessage(reader.UInt64());
        return reader.IsComplete;
    }
}
