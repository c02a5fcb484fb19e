using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Protocol.Checksums;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Frames;

public sealed class ProducerTagTests
{
    private static readonly JobId Job = JobId.Parse("000102030405060708090a0b0c0d0e0f", null);
    private static readonly DataSetId DataSet = DataSetId.Parse("101112131415161718191a1b1c1d1e1f", null);
    private static readonly ProducerTag Example = new(0x04030201, 0x08070605, 0x100F0E0D0C0B0A09);

    [Fact]
    public void Layout_ByteByByte()
    {
        byte[] frame = new byte[ProducerTag.FrameLength];
        uint checksum = Example.Write(ProducerTag.SeedOf(Job, DataSet), 0x07060504, frame);
        Assert.Equal("100000000405060700000000000000000300" + "0000" + Convert.ToHexString(BitConverter.GetBytes(checksum)), Convert.ToHexString(frame, 0, 24));
        Assert.Equal("0102030405060708090A0B0C0D0E0F10", Convert.ToHexString(frame, 24, 16));
    }

    [Fact]
    public void Checksum_CoversTheDataSetsOwnIdentity_ThenHeaderThenPayload()
    {
        byte[] frame = new byte[ProducerTag.FrameLength];
        uint checksum = Example.Write(ProducerTag.SeedOf(Job, DataSet), 7, frame);
        byte[] identity =
        [
            .. Enumerable.Range(0, 32).Select(value => (byte)value),
            2, 0, 0, 0,
            0xFF, 0xFF, 0xFF, 0xFF,
            0xFF, 0xFF, 0xFF, 0xFF,
        ];
        Assert.Equal(SlowCrc32C.Of([.. identity, .. frame[..20], .. frame[24..]]), checksum);
    }

    [Fact]
    public void EveryTag_RoundTripsAsAFrame() => Claim.Holds(
        ProtocolGen.Producer().Zip(ProtocolGen.Int32(0, int.MaxValue)),
        tagAndPlace =>
        {
            (ProducerTag tag, int subpartition) = tagAndPlace;
            byte[] frame = new byte[ProducerTag.FrameLength];
            uint checksum = tag.Write(ProducerTag.SeedOf(Job, DataSet), subpartition, frame);
            Assert.True(FrameHeader.TryRead(frame, out FrameHeader header));
            Assert.Equal(new FrameHeader(ProducerTag.PayloadLength, subpartition, 0, 0, FrameKind.Producer, FrameFlags.None, checksum), header);
            Assert.Equal(ProducerTag.FrameLength, header.FrameLength);
            Assert.True(ProducerTag.TryRead(frame.AsSpan(FrameHeader.Length), out ProducerTag read));
            Assert.Equal(tag, read);
        });

    [Fact]
    public void Tag_OfAnAttempt_NamesIt() => Claim.Holds(
        ProtocolGen.Attempt(),
        attempt => Assert.Equal(new ProducerTag(attempt.Partition.PartitionIndex, attempt.Attempt, attempt.Epoch), ProducerTag.Of(attempt)));

    [Fact]
    public void Seed_IsNoProducersSeed() => Claim.Holds(ProtocolGen.Attempt(), attempt =>
    {
        FrameSeed tags = ProducerTag.SeedOf(attempt.Partition.Job, attempt.Partition.DataSet);
        Assert.NotEqual(ValueOf(tags), ValueOf(new FrameSeed(attempt.Partition, attempt.Attempt)));
        Assert.NotEqual(ValueOf(tags), ValueOf(new FrameSeed(attempt.Partition with { Kind = DataPartitionKind.Reduce }, attempt.Attempt)));
    });

    [Fact]
    public void Seed_IsTheDataSetsOwn()
    {
        uint seed = ValueOf(ProducerTag.SeedOf(Job, DataSet));
        Assert.Equal(seed, ValueOf(ProducerTag.SeedOf(Job, DataSet)));
        Assert.NotEqual(seed, ValueOf(ProducerTag.SeedOf(Job, DataSetId.Parse("101112131415161718191a1b1c1d1e20", null))));
        Assert.NotEqual(seed, ValueOf(ProducerTag.SeedOf(JobId.Parse("000102030405060708090a0b0c0d0e10", null), DataSet)));
    }

    [Theory]
    [InlineData(-1, 0, 1)]
    [InlineData(int.MinValue, 0, 1)]
    [InlineData(0, -1, 1)]
    [InlineData(0, 0, 0)]
    [InlineData(0, 0, -1)]
    [InlineData(0, 0, long.MinValue)]
    public void ProducerThatCannotBe_IsRefused(int index, int attempt, long epoch)
    {
        byte[] frame = new byte[ProducerTag.FrameLength];
        new ProducerTag(index, attempt, epoch).Write(ProducerTag.SeedOf(Job, DataSet), 0, frame);
        Assert.False(ProducerTag.TryRead(frame.AsSpan(FrameHeader.Length), out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(40)]
    public void PayloadOfAnotherLength_IsRefused(int length)
    {
        byte[] payload = new byte[length];
        Array.Fill(payload, (byte)1);
        Assert.False(ProducerTag.TryRead(payload, out _));
    }

    [Fact]
    public void SmallestAndLargestProducer_AreAccepted()
    {
        byte[] frame = new byte[ProducerTag.FrameLength];
        foreach (ProducerTag tag in new ProducerTag[] { new(0, 0, 1), new(int.MaxValue, int.MaxValue, long.MaxValue) })
        {
            tag.Write(ProducerTag.SeedOf(Job, DataSet), 0, frame);
            Assert.True(ProducerTag.TryRead(frame.AsSpan(FrameHeader.Length), out ProducerTag read));
            Assert.Equal(tag, read);
        }
    }

    private static uint ValueOf(FrameSeed seed)
    {
        Crc32C crc = seed.Begin();
        return crc.Value;
    }
}
