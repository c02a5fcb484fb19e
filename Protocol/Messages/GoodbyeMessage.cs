namespace ShuffleOrleans.Protocol.Messages;

/// <summary>The last message of either side, on channel 0. The sender closes the connection after it; every open channel ends with this error.</summary>
/// <param name="Error">Why; code <c>None</c> for an expected end.</param>
public readonly record struct GoodbyeMessage(ErrorDetail Error) : IMessage<GoodbyeMessage>
{
    /// <inheritdoc/>
    public static MessageType Type => MessageType.Goodbye;

    /// <inheritdoc/>
    public int MaxBodyLength => ErrorDetail.MaxLength;

    /// <inheritdoc/>
    public void Write(ref WireWriter writer) => Error.Write(ref writer);

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out GoodbyeMessage message)
    {
        bool valid = ErrorDetail.TryRead(body, out ErrorDetail error);
        message = new GoodbyeMessage(error);
        return valid;
    }
}
