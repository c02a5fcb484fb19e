namespace ShuffleOrleans.Protocol.Messages;

/// <summary>The reader wants no more. The channel has ended at once; what is already under way is dropped on arrival. Empty body, no answer.</summary>
public readonly record struct CloseReadMessage : IMessage<CloseReadMessage>
{
    /// <inheritdoc/>
    public static MessageType Type => MessageType.CloseRead;

    /// <inheritdoc/>
    public int MaxBodyLength => 0;

    /// <inheritdoc/>
    public void Write(ref WireWriter writer)
    {
        // The type and the channel say it all.
    }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out CloseReadMessage message)
    {
        message = default;
        return body.IsEmpty;
    }
}
