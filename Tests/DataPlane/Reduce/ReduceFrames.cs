using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>What a reader makes of the bytes that came: every frame checked, as docs/protocol.md tells, and sorted by producer and subpartition.</summary>
internal static class ReduceFrames
{
    /// <summary>The frames of each producer and subpartition, in the order in which they came, without tags. Fails at the first wrong checksum.</summary>
    public static Dictionary<(int Producer, int Subpartition), byte[]> Sort(OpenReduceReadMessage open, ReadOnlySpan<byte> bytes)
    {
        Dictionary<(int, int), List<byte>> sorted = [];
        FrameSeed tagSeed = ProducerTag.SeedOf(open.Job, open.DataSet);
        ProducerTag? producer = null;
        int subpartition = -1;
        for (ReadOnlySpan<byte> rest = bytes; !rest.IsEmpty;)
        {
            ReadOnlySpan<byte> frame = Next(ref rest, out FrameHeader header);
            if (header.Kind == FrameKind.Producer)
            {
                Assert.True(ProducerTag.TryRead(frame[FrameHeader.Length..], out ProducerTag tag));
                Assert.Contains(tag, open.Producers);
                Assert.Equal(header.Checksum, ChecksumOf(tagSeed, frame));
                Assert.True(header.Subpartition >= subpartition, "A subpartition came after a later one.");
                (producer, subpartition) = (tag, header.Subpartition);
                continue;
            }

            DataPartitionId partition = new(open.Job, open.DataSet, DataPartitionKind.Reduce, producer!.Value.ProducerIndex);
            Assert.Equal(header.Checksum, ChecksumOf(new FrameSeed(partition, producer.Value.Attempt), frame));
            Assert.True(header.IsBroadcast || header.Subpartition == subpartition, "A frame stands behind the tag of another subpartition.");
            (int, int) key = (producer.Value.ProducerIndex, subpartition);
            sorted.TryAdd(key, []);
            sorted[key].AddRange(frame);
        }

        return sorted.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray());
    }

    public static (long FrameCount, ulong Digest) Count(ReadOnlySpan<byte> bytes)
    {
        FrameDigest digest = default;
        long count = 0;
        while (!bytes.IsEmpty)
        {
            Next(ref bytes, out FrameHeader header);
            digest.Append(header.Checksum);
            count++;
        }

        return (count, digest.Value);
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest, out FrameHeader header)
    {
        Assert.True(FrameHeader.TryRead(rest, out header));
        ReadOnlySpan<byte> frame = rest[..header.FrameLength];
        rest = rest[header.FrameLength..];
        return frame;
    }

    private static uint ChecksumOf(FrameSeed seed, ReadOnlySpan<byte> frame)
    {
        Crc32C crc = seed.Begin();
        crc.Append(frame[..FrameHeader.ChecksummedLength]);
        crc.Append(frame[FrameHeader.Length..]);
        return crc.Value;
    }
}
