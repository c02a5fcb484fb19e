using System.Buffers.Binary;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.TestKit.Fuzzing;

/// <summary>
/// Whose frames a channel carries, which decides with which seed their checksums begin: those of one attempt, or in a reduce read those of the producer that
/// the last tag named.
/// </summary>
/// <param name="Partition">Whose frames may come next; the index is -1 in a reduce read before its first tag.</param>
/// <param name="Attempt">Its attempt.</param>
/// <param name="HasTags">Whether it is a reduce read.</param>
public sealed record OpenedChannel(DataPartitionId Partition, int Attempt, bool HasTags)
{
    /// <summary>The identity behind the seed, byte by byte as docs/protocol.md says: job, data set, kind, partition index, attempt.</summary>
    public byte[] Identity
    {
        get
        {
            byte[] numbers = new byte[12];
            BinaryPrimitives.WriteInt32LittleEndian(numbers, (int)Partition.Kind);
            BinaryPrimitives.WriteInt32LittleEndian(numbers.AsSpan(4), Partition.PartitionIndex);
            BinaryPrimitives.WriteInt32LittleEndian(numbers.AsSpan(8), Attempt);
            return [.. Convert.FromHexString($"{Partition.Job}{Partition.DataSet}"), .. numbers];
        }
    }

    /// <summary>A write, or a read of a map partition.</summary>
    public static OpenedChannel Of(PartitionAttemptId attempt) => new(attempt.Partition, attempt.Attempt, HasTags: false);

    /// <summary>A reduce read before its first tag.</summary>
    public static OpenedChannel OfReduceRead(OpenReduceReadMessage open) =>
        new(new DataPartitionId(open.Job, open.DataSet, DataPartitionKind.Reduce, -1), -1, HasTags: true);

    /// <summary>The same channel behind a tag.</summary>
    public OpenedChannel Behind(ProducerTag tag) => this with { Partition = Partition with { PartitionIndex = tag.ProducerIndex }, Attempt = tag.Attempt };

    /// <summary>The seed of the next frame, or null if a frame of that kind cannot come here.</summary>
    public FrameSeed? SeedOf(FrameKind kind)
    {
        if (kind == FrameKind.Producer)
        {
            return HasTags ? ProducerTag.SeedOf(Partition.Job, Partition.DataSet) : null;
        }

        return Partition.PartitionIndex < 0 ? null : new FrameSeed(Partition, Attempt);
    }
}
