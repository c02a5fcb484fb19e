using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>
/// Begins to read reduce partitions on the channel in the header: for each subpartition of the range its file, from front to back, with the frames of exactly
/// the contributions the reader names. Answered with <see cref="ReduceReadOpenedMessage"/>, <see cref="ReduceReadFailedMessage"/> or a channel error; then
/// frames come under credit, each stretch of one producer behind its <see cref="ProducerTag"/>, and <see cref="ReadEndMessage"/> ends it. Tags count as
/// frames in credit, resume point and totals. Body: job 16, data set 16, first 4, last 4, resume point 8, credit 8, count 2, then 16 for each producer.
/// </summary>
/// <param name="Job">The job.</param>
/// <param name="DataSet">The exchange.</param>
/// <param name="Range">Which subpartitions.</param>
/// <param name="ResumeFrame">How many frames of exactly this request the reader already has, from an earlier connection; 0 to start.</param>
/// <param name="InitialCredit">Bytes of frames the worker may send at once, at most <see cref="OpenReadEntry.MaxInitialCredit"/>.</param>
/// <param name="Producers">1 to <see cref="MaxProducers"/> contributions, ascending by producer index, each producer once.</param>
public readonly record struct OpenReduceReadMessage(
    JobId Job, DataSetId DataSet, SubpartitionRange Range, long ResumeFrame, long InitialCredit, IReadOnlyList<ProducerTag> Producers)
    : IMessage<OpenReduceReadMessage>
{
    /// <summary>The most contributions in one message: 2048. A reader of more opens several channels.</summary>
    public const int MaxProducers = 2048;

    private const int HeadLength = 16 + 16 + 4 + 4 + 8 + 8 + 2;

    /// <inheritdoc/>
    public static MessageType Type => MessageType.OpenReduceRead;

    /// <inheritdoc/>
    public int MaxBodyLength => HeadLength + (Producers.Count * ProducerTag.PayloadLength);

    /// <inheritdoc/>
    public void Write(ref WireWriter writer)
    {
        if (Producers.Count is 0 or > MaxProducers)
        {
            throw new ArgumentException($"One message names 1 to {MaxProducers} producers, {Producers.Count} were given.");
        }

        writer.Id(Job);
        writer.Id(DataSet);
        writer.Int32(Range.First);
        writer.Int32(Range.Last);
        writer.Int64(ResumeFrame);
        writer.Int64(InitialCredit);
        writer.UInt16((ushort)Producers.Count);
        foreach (ProducerTag producer in Producers)
        {
            writer.Int32(producer.ProducerIndex);
            writer.Int32(producer.Attempt);
            writer.Int64(producer.Epoch);
        }
    }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> body, out OpenReduceReadMessage message)
    {
        WireReader reader = new(body);
        message = new OpenReduceReadMessage(
            reader.Id<JobId>(), reader.Id<DataSetId>(), new SubpartitionRange(reader.Int32(), reader.Int32()), reader.Int64(), reader.Int64(), []);
        int count = reader.UInt16();
        if (count is 0 or > MaxProducers || reader.Remaining != count * ProducerTag.PayloadLength)
        {
            return false;
        }

        ProducerTag[] producers = new ProducerTag[count];
        bool allSane = true;
        for (int i = 0; i < count; i++)
        {
            producers[i] = new ProducerTag(reader.Int32(), reader.Int32(), reader.Int64());
            allSane &= producers[i] is { ProducerIndex: >= 0, Attempt: >= 0, Epoch: > 0 };
            allSane &= i == 0 || producers[i].ProducerIndex > producers[i - 1].ProducerIndex;
        }

        message = message with { Producers = producers };
        return allSane
            && reader.IsComplete
            && message.Range.IsInside(OpenWriteMessage.MaxSubpartitionCount)
            && message.ResumeFrame >= 0
            && message.InitialCredit is >= 0 and <= OpenReadEntry.MaxInitialCredit;
    }
}
