namespace ShuffleOrleans.Protocol.Messages;

/// <summary>The receiver of data allows more of it on the channel in the header.</summary>
/// <param name="Bytes">Bytes of frames, more than zero, on top of what is left of earlier grants.</param>
public readonly record struct AddCreditMessage(int Bytes) : IMessage<AddCreditMessage>
{
    /// <inheritdoc/>
    public static MessageType Type => MessageType.AddCredit;

    /// <inheritdoc/>
    public int MaxBodyLength => 4;

    /// <inheritdoc/>
    public void Write(ref WireWriter writer) => writer.Int32(Bytes);

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out AddCreditMessage message)
    {
        WireReader reader = new(body);
        message = new AddCreditMessage(reader.Int32());
        return reader.IsComplete && message.Bytes > 0;
    }
}
