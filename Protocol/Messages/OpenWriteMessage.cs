using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>
/// Begins to write a partition attempt on the channel in the header. No answer means yes: the writer goes on with frames at once, as far as the initial credit
/// reaches. A refusal is a channel error; frames already sent are then dropped on arrival.
/// </summary>
/// <param name="Attempt">What will be written.</param>
/// <param name="SubpartitionCount">How many subpartitions it has, 1 to <see cref="MaxSubpartitionCount"/>.</param>
/// <param name="Storage">How it is to be kept: what the commit will promise.</param>
public readonly record struct OpenWriteMessage(PartitionAttemptId Attempt, int SubpartitionCount, StorageChoice Storage = default) : IMessage<OpenWriteMessage>
{
    /// <summary>The most subpartitions of a partition: 2^20.</summary>
    public const int MaxSubpartitionCount = 1 << 20;

    /// <inheritdoc/>
    public static MessageType Type => MessageType.OpenWrite;

    /// <inheritdoc/>
    public int MaxBodyLength => PartitionAttemptField.Length + 4 + StorageChoiceField.Length;

    /// <inheritdoc/>
    public void Write(ref WireWriter writer)
    {
        PartitionAttemptField.Write(ref writer, Attempt);
        writer.Int32(SubpartitionCount);
        StorageChoiceField.Write(ref writer, Storage);
    }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out OpenWriteMessage message)
    {
        WireReader reader = new(body);
        message = new OpenWriteMessage(PartitionAttemptField.Read(ref reader), reader.Int32(), StorageChoiceField.Read(ref reader, out bool sane));
        return reader.IsComplete && sane && PartitionAttemptField.IsSane(message.Attempt) && message.SubpartitionCount is > 0 and <= MaxSubpartitionCount;
    }
}
