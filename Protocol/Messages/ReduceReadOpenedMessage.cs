using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>Every contribution that the reader of the channel in the header named is committed and readable. The counts are the backlog.</summary>
/// <param name="FrameCount">Frames of the whole request, tags included, resume point not subtracted.</param>
/// <param name="Bytes">Bytes of those frames, headers included.</param>
public readonly record struct ReduceReadOpenedMessage(long FrameCount, long Bytes) : IMessage<ReduceReadOpenedMessage>
{
    /// <inheritdoc/>
    public static MessageType Type => MessageType.ReduceReadOpened;

    /// <inheritdoc/>
    public int MaxBodyLength => 8 + 8;

    /// <inheritdoc/>
    public void Write(ref WireWriter writer)
    {
        writer.Int64(FrameCount);
        writer.Int64(Bytes);
    }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out ReduceReadOpenedMessage message)
    {
        WireReader reader = new(body);
        message = new ReduceReadOpenedMessage(reader.Int64(), reader.Int64());
        return reader.IsComplete && FrameTotals.ArePossible(message.FrameCount, message.Bytes);
    }
}
