using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>
/// The partition of the channel in the header is committed and readable. The counts are the backlog: the reader shares out its memory by them.
/// </summary>
/// <param name="Receipt">The receipt of the whole partition attempt, for the reader to compare with what the control plane says.</param>
/// <param name="RangeFrameCount">Frames of the requested range in all, resume point not subtracted.</param>
/// <param name="RangeBytes">Bytes of those frames, headers included.</param>
public readonly record struct ReadOpenedMessage(PartitionReceipt Receipt, long RangeFrameCount, long RangeBytes) : IMessage<ReadOpenedMessage>
{
    /// <inheritdoc/>
    public static MessageType Type => MessageType.ReadOpened;

    /// <inheritdoc/>
    public int MaxBodyLength => PartitionReceipt.Length + 8 + 8;

    /// <inheritdoc/>
    public void Write(ref WireWriter writer)
    {
        ReceiptField.Write(ref writer, Receipt);
        writer.Int64(RangeFrameCount);
        writer.Int64(RangeBytes);
    }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out ReadOpenedMessage message)
    {
        WireReader reader = new(body);
        PartitionReceipt receipt = ReceiptField.Read(ref reader, out bool sane);
        message = new ReadOpenedMessage(receipt, reader.Int64(), reader.Int64());
        return reader.IsComplete
            && sane
            && FrameTotals.ArePossible(message.RangeFrameCount, message.RangeBytes)
            && FrameTotals.ArePossible(receipt.FrameCount - message.RangeFrameCount, receipt.FrameBytes - message.RangeBytes);
    }
}
