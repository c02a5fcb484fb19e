using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Frames;

public sealed class FrameHeaderTests
{
    private static readonly FrameHeader Example = new(0x00030201, 0x07060504, 0x0B0A0908, 0x0F0E0D0C, FrameKind.Event, FrameFlags.Lz4, 0x17161514);

    [Fact]
    public void Layout_ByteByByte()
    {
        byte[] bytes = new byte[FrameHeader.Length];
        Example.Write(bytes);
        Assert.Equal("010203000405060708090A0B0C0D0E0F0201000014151617", Convert.ToHexString(bytes));
        Assert.True(FrameHeader.TryRead(bytes, out FrameHeader read));
        Assert.Equal(Example, read);
    }

    [Fact]
    public void BroadcastLayout_HasAllOnesForTheSubpartition()
    {
        byte[] bytes = new byte[FrameHeader.Length];
        new FrameHeader(1, FrameHeader.BroadcastSubpartition, 0, 0, FrameKind.Data, FrameFlags.Broadcast, 0).Write(bytes);
        Assert.Equal("01000000FFFFFFFF00000000000000000102000000000000", Convert.ToHexString(bytes));
    }

    [Fact]
    public void EveryHeader_RoundTrips() => Claim.Holds(ProtocolGen.Header(), header =>
    {
        byte[] bytes = new byte[FrameHeader.Length];
        header.Write(bytes);
        Assert.True(FrameHeader.TryRead(bytes, out FrameHeader read));
        Assert.Equal(header, read);
        Assert.Equal(24 + header.PayloadLength, read.FrameLength);
    });

    [Fact]
    public void BytesBehindTheHeader_AreNotLookedAt() => Claim.Holds(ProtocolGen.Header(), header =>
    {
        byte[] bytes = new byte[FrameHeader.Length + 40];
        Array.Fill(bytes, (byte)0xEE);
        header.Write(bytes);
        Assert.True(FrameHeader.TryRead(bytes, out FrameHeader read));
        Assert.Equal(header, read);
        Assert.All(bytes[FrameHeader.Length..], value => Assert.Equal(0xEE, value));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(FrameHeader.MaxPayloadLength + 1)]
    public void PayloadLengthOutOfBounds_IsRefused(int length) => AssertRefused(Example with { PayloadLength = length });

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(255)]
    public void UnknownKind_IsRefused(byte kind) => AssertRefused(Example with { Kind = (FrameKind)kind });

    [Fact]
    public void ProducerTag_RoundTrips()
    {
        FrameHeader tag = new(ProducerTag.PayloadLength, 7, 0, 0, FrameKind.Producer, FrameFlags.None, 0x17161514);
        byte[] bytes = new byte[FrameHeader.Length];
        tag.Write(bytes);
        Assert.Equal("100000000700000000000000000000000300000014151617", Convert.ToHexString(bytes));
        Assert.True(FrameHeader.TryRead(bytes, out FrameHeader read));
        Assert.Equal(tag, read);
    }

    [Fact]
    public void ProducerTagOfAnotherLength_IsRefused() => Claim.Holds(
        ProtocolGen.Int32(1, FrameHeader.MaxPayloadLength).Where(length => length != ProducerTag.PayloadLength),
        length => AssertRefused(new FrameHeader(length, 7, 0, 0, FrameKind.Producer, FrameFlags.None, 0)));

    [Theory]
    [InlineData(FrameFlags.Lz4, 7)]
    [InlineData(FrameFlags.Broadcast, FrameHeader.BroadcastSubpartition)]
    [InlineData(FrameFlags.Lz4 | FrameFlags.Broadcast, FrameHeader.BroadcastSubpartition)]
    [InlineData(FrameFlags.None, FrameHeader.BroadcastSubpartition)]
    public void ProducerTagWithFlagsOrForEverybody_IsRefused(FrameFlags flags, int subpartition) =>
        AssertRefused(new FrameHeader(ProducerTag.PayloadLength, subpartition, 0, 0, FrameKind.Producer, flags, 0));

    [Fact]
    public void UnknownFlag_IsRefused()
    {
        for (int bit = 2; bit < 8; bit++)
        {
            AssertRefused(Example with { Flags = (FrameFlags)(1 << bit) });
        }
    }

    [Fact]
    public void NegativeRegion_IsRefused() => AssertRefused(Example with { Region = -1 });

    [Fact]
    public void SubpartitionAndBroadcastFlagThatContradict_AreRefused()
    {
        AssertRefused(Example with { Flags = FrameFlags.Broadcast });
        AssertRefused(Example with { Subpartition = FrameHeader.BroadcastSubpartition });
        AssertRefused(Example with { Flags = FrameFlags.Broadcast, Subpartition = -2 });
    }

    [Theory]
    [InlineData(18)]
    [InlineData(19)]
    public void ReservedBytes_AreZero(int at)
    {
        byte[] bytes = new byte[FrameHeader.Length];
        Example.Write(bytes);
        bytes[at] = 1;
        Assert.False(FrameHeader.TryRead(bytes, out _));
    }

    [Fact]
    public void EverySingleByteMutation_IsRefusedOrWritesTheSameBytes() => Claim.Holds(
        ProtocolGen.Header(),
        header =>
        {
            byte[] bytes = new byte[FrameHeader.Length];
            header.Write(bytes);
            for (int at = 0; at < bytes.Length; at++)
            {
                AssertEveryValueRefusedOrKept(bytes, at);
            }
        },
        times: 20);

    private static void AssertEveryValueRefusedOrKept(byte[] bytes, int at)
    {
        byte original = bytes[at];
        byte[] again = new byte[FrameHeader.Length];
        for (int value = 0; value < 256; value++)
        {
            bytes[at] = (byte)value;
            if (FrameHeader.TryRead(bytes, out FrameHeader read))
            {
                read.Write(again);
                Assert.Equal(bytes, again);
            }
        }

        bytes[at] = original;
    }

    private static void AssertRefused(FrameHeader header)
    {
        byte[] bytes = new byte[FrameHeader.Length];
        header.Write(bytes);
        Assert.False(FrameHeader.TryRead(bytes, out _), $"accepted {header}");
    }
}
