using System.Buffers.Binary;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Frames;

/// <summary>
/// Whose frames follow, in the file of a reduce partition: a frame of kind <see cref="FrameKind.Producer"/> in front of each stretch of one producer's frames.
/// The header has the reduce partition's subpartition, region 0 and sequence 0. Payload, 16 bytes, little-endian: producer index 4, attempt 4, epoch 8. Its
/// checksum is seeded with the data set's own identity (index and attempt -1), so that it cannot be taken for any producer's frame.
/// </summary>
/// <param name="ProducerIndex">Index of the producer within the data set.</param>
/// <param name="Attempt">Its attempt.</param>
/// <param name="Epoch">The attempt's epoch.</param>
public readonly record struct ProducerTag(int ProducerIndex, int Attempt, long Epoch)
{
    /// <summary>Bytes of the payload: 4 + 4 + 8.</summary>
    public const int PayloadLength = 16;

    /// <summary>Bytes of the whole frame.</summary>
    public const int FrameLength = FrameHeader.Length + PayloadLength;

    /// <summary>The tag of an attempt.</summary>
    public static ProducerTag Of(PartitionAttemptId attempt) => new(attempt.Partition.PartitionIndex, attempt.Attempt, attempt.Epoch);

    /// <summary>The seed of the checksums of all tags of a data set.</summary>
    public static FrameSeed SeedOf(JobId job, DataSetId dataSet) => new(new DataPartitionId(job, dataSet, DataPartitionKind.Reduce, -1), -1);

    /// <summary>Writes the whole frame: <see cref="FrameLength"/> bytes.</summary>
    /// <returns>Its checksum.</returns>
    public uint Write(FrameSeed seed, int subpartition, Span<byte> destination)
    {
        Span<byte> payload = destination.Slice(FrameHeader.Length, PayloadLength);
        BinaryPrimitives.WriteInt32LittleEndian(payload, ProducerIndex);
        BinaryPrimitives.WriteInt32LittleEndian(payload[4..], Attempt);
        BinaryPrimitives.WriteInt64LittleEndian(payload[8..], Epoch);
        return seed.Seal(new FrameHeader(PayloadLength, subpartition, 0, 0, FrameKind.Producer, FrameFlags.None, 0), destination);
    }

    /// <summary>Reads the payload of a frame whose checksum was right.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out ProducerTag tag)
    {
        tag = payload.Length == PayloadLength
            ? new ProducerTag(
                BinaryPrimitives.ReadInt32LittleEndian(payload),
                BinaryPrimitives.ReadInt32LittleEndian(payload[4..]),
                BinaryPrimitives.ReadInt64LittleEndian(payload[8..]))
            : default;
        return tag is { ProducerIndex: >= 0, Attempt: >= 0, Epoch: > 0 };
    }
}
