using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>The attempt is committed, with the durability the worker promises. The channel has ended.</summary>
/// <param name="Receipt">What the worker counted: the same as the writer.</param>
public readonly record struct WriteCommittedMessage(PartitionReceipt Receipt) : IMessage<WriteCommittedMessage>
{
    /// <inheritdoc/>
    public static MessageType Type => MessageType.WriteCommitted;

    /// <inheritdoc/>
    public int MaxBodyLength => PartitionReceipt.Length;

    /// <inheritdoc/>
    public void Write(ref WireWriter writer) => ReceiptField.Write(ref writer, Receipt);

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out WriteCommittedMessage message)
    {
        WireReader reader = new(body);
        message = new WriteCommittedMessage(ReceiptField.Read(ref reader, out bool sane));
        return reader.IsComplete && sane;
    }
}
