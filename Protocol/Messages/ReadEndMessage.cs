using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>
/// Every frame of the requested range has been sent. The reader compares these numbers with what it received; a difference is <c>ReceiptMismatch</c>.
/// </summary>
/// <param name="RangeFrameCount">Frames of the range, from its beginning (frames before a resume point included).</param>
/// <param name="RangeBytes">Bytes of those frames, headers included.</param>
/// <param name="RangeDigest">Digest over the checksums of those frames, as the partition's index has them.</param>
public readonly record struct ReadEndMessage(long RangeFrameCount, long RangeBytes, ulong RangeDigest) : IMessage<ReadEndMessage>
{
    /// <inheritdoc/>
    public static MessageType Type => MessageType.ReadEnd;

    /// <inheritdoc/>
    public int MaxBodyLength => 8 + 8 + 8;

    /// <inheritdoc/>
    public void Write(ref WireWriter writer)
    {
        writer.Int64(RangeFrameCount);
        writer.Int64(RangeBytes);
        writer.UInt64(RangeDigest);
    }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out ReadEndMessage message)
    {
        WireReader reader = new(body);
        message = new ReadEndMessage(reader.Int64(), reader.Int64(), reader.UInt64());
        return reader.IsComplete && FrameTotals.ArePossible(message.RangeFrameCount, message.RangeBytes);
    }
}
