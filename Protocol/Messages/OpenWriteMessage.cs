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
/// <param name="ShareIndex">Of a contribution to reduce partitions: which share this worker gets, from 0. Of a map partition: 0.</param>
/// <param name="ShareCount">Of a contribution: how many workers get one (<see cref="SubpartitionShares"/>). Of a map partition: 1.</param>
public readonly record struct OpenWriteMessage(
    PartitionAttemptId Attempt, int SubpartitionCount, StorageChoice Storage = default, ushort ShareIndex = 0, ushort ShareCount = 1)
    : IMessage<OpenWriteMessage>
{
    /// <summary>The most subpartitions of a partition: 2^20.</summary>
    public const int MaxSubpartitionCount = 1 << 20;

    /// <inheritdoc/>
    public static MessageType Type => MessageType.OpenWrite;

    /// <inheritdoc/>
    public int MaxBodyLength => PartitionAttemptField.Length + 4 + StorageChoiceField.Length + 2 + 2;

    /// <inheritdoc/>
    public void Write(ref WireWriter writer)
    {
        PartitionAttemptField.Write(ref writer, Attempt);
        writer.Int32(SubpartitionCount);
        StorageChoiceField.Write(ref writer, Storage);
        writer.UInt16(ShareIndex);
        writer.UInt16(ShareCount);
    }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out OpenWriteMessage message)
    {
        WireReader reader = new(body);
        message = new OpenWriteMessage(PartitionAttemptField.Read(ref reader), reader.Int32(), StorageChoiceField.Read(ref reader, out bool sane), reader.UInt16(), reader.UInt16());
        return reader.IsComplete
            && sane
            && PartitionAttemptField.IsSane(message.Attempt)
            && message.SubpartitionCount is > 0 and <= MaxSubpartitionCount
            && message.ShareIndex < message.ShareCount
            && message.ShareCount <= (message.Attempt.Partition.Kind == DataPartitionKind.Reduce ? message.SubpartitionCount : 1);
    }
}
