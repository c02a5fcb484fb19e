namespace ShuffleOrleans.Protocol.Messages;

/// <summary>The channel in the header has failed and ended; other channels go on.</summary>
/// <param name="Error">Why.</param>
public readonly record struct ChannelErrorMessage(ErrorDetail Error) : IMessage<ChannelErrorMessage>
{
    /// <inheritdoc/>
    public static MessageType Type => MessageType.ChannelError;

    /// <inheritdoc/>
    public int MaxBodyLength => ErrorDetail.MaxLength;

    /// <inheritdoc/>
    public void Write(ref WireWriter writer) => Error.Write(ref writer);

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out ChannelErrorMessage message)
    {
        bool valid = ErrorDetail.TryRead(body, out ErrorDetail error);
        message = new ChannelErrorMessage(error);
        return valid;
    }
}
