using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Protocol.Checksums;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Frames;

public sealed class FrameSeedTests
{
    private const int Attempt = 5;

    private static readonly DataPartitionId Partition = new(
        JobId.Parse("000102030405060708090a0b0c0d0e0f", null),
        DataSetId.Parse("101112131415161718191a1b1c1d1e1f", null),
        DataPartitionKind.Map,
        3);

    [Fact]
    public void Checksum_CoversIdentityThenHeaderThenPayload()
    {
        byte[] frame = SealedFrame([1, 2, 3]);
        byte[] identity =
        [
            .. Enumerable.Range(0, 32).Select(value => (byte)value),
            1, 0, 0, 0,
            3, 0, 0, 0,
            Attempt, 0, 0, 0,
        ];
        Assert.Equal(FrameSeed.IdentityLength, identity.Length);
        uint expected = SlowCrc32C.Of([.. identity, .. frame[..20], .. frame[24..]]);
        Assert.Equal(expected, BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(20)));
    }

    [Fact]
    public void SealedFrame_IsIntact() => Claim.Holds(FilledPayloads(), payload => Assert.True(IsIntact(SealedFrame(payload), Partition, Attempt)));

    [Fact]
    public void Seal_ReturnsTheChecksumItWrote() => Claim.Holds(FilledPayloads(), payload =>
    {
        byte[] frame = [.. new byte[FrameHeader.Length], .. payload];
        uint sealedWith = new FrameSeed(Partition, Attempt).Seal(HeaderOf(payload), frame);
        Assert.True(FrameHeader.TryRead(frame, out FrameHeader header));
        Assert.Equal(HeaderOf(payload) with { Checksum = sealedWith }, header);
    });

    [Fact]
    public void AnyFlippedBitOfHeaderOrPayload_IsDetected() => Claim.Holds(
        FilledPayloads(),
        payload =>
        {
            byte[] frame = SealedFrame(payload);
            for (int bit = 0; bit < frame.Length * 8; bit++)
            {
                frame[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(IsIntact(frame, Partition, Attempt), $"bit {bit} flipped unseen");
                frame[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        },
        times: 50);

    [Fact]
    public void AnyFlippedBitOfTheIdentity_IsDetected()
    {
        byte[] frame = SealedFrame([1, 2, 3]);
        for (int bit = 0; bit < 128; bit++)
        {
            Assert.False(IsIntact(frame, Partition with { Job = Flip(Partition.Job, bit) }, Attempt));
            Assert.False(IsIntact(frame, Partition with { DataSet = Flip(Partition.DataSet, bit) }, Attempt));
        }

        for (int bit = 0; bit < 32; bit++)
        {
            Assert.False(IsIntact(frame, Partition with { PartitionIndex = Partition.PartitionIndex ^ (1 << bit) }, Attempt));
            Assert.False(IsIntact(frame, Partition, Attempt ^ (1 << bit)));
        }

        Assert.False(IsIntact(frame, Partition with { Kind = DataPartitionKind.Reduce }, Attempt));
    }

    [Fact]
    public void Begin_IsTheSameEveryTime()
    {
        FrameSeed seed = new(Partition, Attempt);
        Crc32C first = seed.Begin();
        first.Append([1, 2, 3]);
        Assert.NotEqual(first.Value, seed.Begin().Value);
        Assert.Equal(new FrameSeed(Partition, Attempt).Begin().Value, seed.Begin().Value);
    }

    private static Gen<byte[]> FilledPayloads() => ProtocolGen.Bytes(60).Where(payload => payload.Length > 0);

    private static FrameHeader HeaderOf(byte[] payload) => new(payload.Length, 7, 1, 42, FrameKind.Data, FrameFlags.None, 0);

    private static byte[] SealedFrame(byte[] payload)
    {
        byte[] frame = [.. new byte[FrameHeader.Length], .. payload];
        new FrameSeed(Partition, Attempt).Seal(HeaderOf(payload), frame);
        return frame;
    }

    // What every receiver of a frame does: believe the header only as far as the bytes reach, then compare checksums.
    private static bool IsIntact(byte[] frame, DataPartitionId partition, int attempt)
    {
        if (!FrameHeader.TryRead(frame, out FrameHeader header) || header.FrameLength != frame.Length)
        {
            return false;
        }

        Crc32C crc = new FrameSeed(partition, attempt).Begin();
        crc.Append(frame.AsSpan(0, FrameHeader.ChecksummedLength));
        crc.Append(frame.AsSpan(FrameHeader.Length));
        return crc.Value == header.Checksum;
    }

    private static TId Flip<TId>(TId id, int bit)
        where TId : struct, IShuffleId<TId>
    {
        byte[] bytes = new byte[IdBytes.Length];
        IdBytes.Write(id, bytes);
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return IdBytes.Read<TId>(bytes);
    }
}
