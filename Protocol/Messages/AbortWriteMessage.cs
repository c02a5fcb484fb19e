namespace ShuffleOrleans.Protocol.Messages;

/// <summary>The writer gives up: the worker keeps nothing of the attempt and answers with a channel error <c>WriteAborted</c>. Empty body.</summary>
public readonly record struct AbortWriteMessage : IMessage<AbortWriteMessage>
{
    /// <inheritdoc/>
    public static MessageType Type => MessageType.AbortWrite;

    /// <inheritdoc/>
    public int MaxBodyLength => 0;

    /// <inheritdoc/>
    public void Write(ref WireWriter writer)
    {
        // The type and the channel say it all.
    }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out AbortWriteMessage message)
    {
        message = default;
        return body.IsEmpty;
    }
}
