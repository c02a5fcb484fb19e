using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>
/// One read of reduce partitions over a raw client, taken apart as docs/protocol.md tells: what the worker sends is held to its credit, its counts and its
/// digest, and sorted by producer.
/// </summary>
internal sealed class RawReduceRead(RawClient client, uint channel, OpenReduceReadMessage open)
{
    private readonly List<byte> _bytes = [];
    private long _credit = open.InitialCredit;

    public ReduceReadOpenedMessage Opened { get; private set; }

    public byte[] Bytes => [.. _bytes];

    public Task OpenAsync() => client.SayAsync(channel, open);

    public async Task<RawReduceRead> ReadToEndAsync()
    {
        Opened = await client.ExpectAsync<ReduceReadOpenedMessage>(channel);
        RawMessage message = await client.ReceiveAsync();
        while (message.Type == MessageType.Data)
        {
            Take(message);
            message = await client.ReceiveAsync();
        }

        ReadEndMessage end = message.As<ReadEndMessage>();
        Assert.Equal((Opened.FrameCount, Opened.Bytes), (end.RangeFrameCount, end.RangeBytes));
        if (open.ResumeFrame == 0)
        {
            Assert.Equal(end.RangeBytes, _bytes.Count);
            Assert.Equal(end.RangeDigest, DigestOf(Bytes));
        }

        return this;
    }

    public async Task GrantAsync(int bytes)
    {
        _credit += bytes;
        await client.SayAsync(channel, new AddCreditMessage(bytes));
    }

    /// <summary>The frames of each producer and subpartition, in the order in which they came, without tags.</summary>
    public Dictionary<(int Producer, int Subpartition), byte[]> Sorted()
    {
        Dictionary<(int, int), List<byte>> sorted = [];
        FrameSeed tagSeed = ProducerTag.SeedOf(open.Job, open.DataSet);
        ProducerTag? producer = null;
        int subpartition = -1;
        for (ReadOnlySpan<byte> rest = Bytes; !rest.IsEmpty;)
        {
            Assert.True(FrameHeader.TryRead(rest, out FrameHeader header));
            ReadOnlySpan<byte> frame = rest[..header.FrameLength];
            rest = rest[header.FrameLength..];
            if (header.Kind == FrameKind.Producer)
            {
                Assert.True(ProducerTag.TryRead(frame[FrameHeader.Length..], out ProducerTag tag));
                Assert.Contains(tag, open.Producers);
                Assert.Equal(header.Checksum, ChecksumOf(tagSeed, frame));
                (producer, subpartition) = (tag, header.Subpartition);
                continue;
            }

            DataPartitionId partition = new(open.Job, open.DataSet, DataPartitionKind.Reduce, producer!.Value.ProducerIndex);
            Assert.Equal(header.Checksum, ChecksumOf(new FrameSeed(partition, producer.Value.Attempt), frame));
            (int, int) key = (producer.Value.ProducerIndex, subpartition);
            sorted.TryAdd(key, []);
            sorted[key].AddRange(frame);
        }

        return sorted.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray());
    }

    private static uint ChecksumOf(FrameSeed seed, ReadOnlySpan<byte> frame)
    {
        Crc32C crc = seed.Begin();
        crc.Append(frame[..FrameHeader.ChecksummedLength]);
        crc.Append(frame[FrameHeader.Length..]);
        return crc.Value;
    }

    private static ulong DigestOf(ReadOnlySpan<byte> frames)
    {
        FrameDigest digest = default;
        while (!frames.IsEmpty)
        {
            Assert.True(FrameHeader.TryRead(frames, out FrameHeader header));
            digest.Append(header.Checksum);
            frames = frames[header.FrameLength..];
        }

        return digest.Value;
    }

    private void Take(RawMessage data)
    {
        Assert.Equal(channel, data.Channel);
        _credit -= data.Body.Length;
        Assert.True(_credit >= 0, $"The worker sent {-_credit} bytes more than it was allowed.");
        _bytes.AddRange(data.Body);
    }
}
