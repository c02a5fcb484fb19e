using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>
/// One of the contributions that the reader of the channel in the header named cannot be read: it names the producer to run again, or to wait for. The channel
/// has ended. Body: producer index 4, attempt 4, epoch 8, then the error.
/// </summary>
/// <param name="Producer">The contribution, as the reader named it.</param>
/// <param name="Error">Why.</param>
public readonly record struct ReduceReadFailedMessage(ProducerTag Producer, ErrorDetail Error) : IMessage<ReduceReadFailedMessage>
{
    /// <inheritdoc/>
    public static MessageType Type => MessageType.ReduceReadFailed;

    /// <inheritdoc/>
    public int MaxBodyLength => ProducerTag.PayloadLength + ErrorDetail.MaxLength;

    /// <inheritdoc/>
    public void Write(ref WireWriter writer)
    {
        writer.Int32(Producer.ProducerIndex);
        writer.Int32(Producer.Attempt);
        writer.Int64(Producer.Epoch);
        Error.Write(ref writer);
    }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out ReduceReadFailedMessage message)
    {
        message = default;
        if (body.Length < ProducerTag.PayloadLength || !ProducerTag.TryRead(body[..ProducerTag.PayloadLength], out ProducerTag producer))
        {
            return false;
        }

        bool valid = ErrorDetail.TryRead(body[ProducerTag.PayloadLength..], out ErrorDetail error);
        message = new ReduceReadFailedMessage(producer, error);
        return valid;
    }
}
