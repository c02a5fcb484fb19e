using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>
/// The writer has sent every frame of the attempt. The worker commits if it counted the same, and refuses with <c>ReceiptMismatch</c> if not.
/// </summary>
/// <param name="Receipt">What the writer counted.</param>
public readonly record struct FinishWriteMessage(PartitionReceipt Receipt) : IMessage<FinishWriteMessage>
{
    /// <inheritdoc/>
    public static MessageType Type => MessageType.FinishWrite;

    /// <inheritdoc/>
    public int MaxBodyLength => PartitionReceipt.Length;

    /// <inheritdoc/>
    public void Write(ref WireWriter writer) => ReceiptField.Write(ref writer, Receipt);

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out FinishWriteMessage message)
    {
        WireReader reader = new(body);
        message = new FinishWriteMessage(ReceiptField.Read(ref reader, out bool sane));
        return reader.IsComplete && sane;
    }
}
