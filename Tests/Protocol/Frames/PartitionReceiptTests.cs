using System.Text.Json;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Frames;

public sealed class PartitionReceiptTests
{
    [Fact]
    public void Empty_HasTheDigestOfNoFrames()
    {
        Assert.Equal(new PartitionReceipt(0, 0, 0, 0xCBF29CE484222325), PartitionReceipt.Empty);
        Assert.True(PartitionReceipt.Empty.IsPossible);
    }

    [Fact]
    public void FrameBytes_AreHeadersAndPayloads() => Assert.Equal((24 * 3) + 100, new PartitionReceipt(1, 3, 100, 0).FrameBytes);

    [Fact]
    public void LargestPossibleReceipt_DoesNotOverflow()
    {
        PartitionReceipt largest = new(int.MaxValue, PartitionReceipt.MaxFrameCount, PartitionReceipt.MaxFrameCount * FrameHeader.MaxPayloadLength, 0);
        Assert.True(largest.IsPossible);
        Assert.True(largest.FrameBytes > largest.PayloadBytes);
    }

    [Fact]
    public void EveryPossibleReceipt_RoundTripsOnTheWireAndInJson() => Claim.Holds(ProtocolGen.Receipt(), receipt =>
    {
        byte[] bytes = new byte[PartitionReceipt.Length];
        WireWriter writer = new(bytes);
        ReceiptField.Write(ref writer, receipt);
        Assert.Equal(PartitionReceipt.Length, writer.Written);
        WireReader reader = new(bytes);
        Assert.Equal(receipt, ReceiptField.Read(ref reader, out bool sane));
        Assert.True(sane && reader.IsComplete && receipt.IsPossible);
        Assert.Equal(receipt, JsonSerializer.Deserialize<PartitionReceipt>(JsonSerializer.Serialize(receipt)));
    });

    [Fact]
    public void OneShareAlone_IsItself() => Claim.Holds(ProtocolGen.Receipt(), share => Assert.Equal(share, PartitionReceipt.Combine([share])));

    [Fact]
    public void Combination_HasTheSums_AndTheDigestOfTheDigestsInOrder() => Claim.Holds(
        ProtocolGen.Receipt().Zip(ProtocolGen.Receipt()).Where(shares => (long)shares.Item1.RegionCount + shares.Item2.RegionCount <= int.MaxValue),
        shares =>
        {
            (PartitionReceipt one, PartitionReceipt two) = shares;
            PartitionReceipt both = PartitionReceipt.Combine([one, two]);
            Assert.Equal(one.RegionCount + two.RegionCount, both.RegionCount);
            Assert.Equal(one.FrameCount + two.FrameCount, both.FrameCount);
            Assert.Equal(one.PayloadBytes + two.PayloadBytes, both.PayloadBytes);
            Assert.Equal(one.FrameBytes + two.FrameBytes, both.FrameBytes);
            Assert.Equal(SlowDigest([.. BitConverter.GetBytes(one.Digest), .. BitConverter.GetBytes(two.Digest)]), both.Digest);
        });

    [Fact]
    public void Combination_OfManyShares_IsTheDocumentedExample()
    {
        PartitionReceipt[] shares = [new(1, 2, 30, 0x0807060504030201), PartitionReceipt.Empty, new(2, 3, 40, 0x100F0E0D0C0B0A09)];
        Assert.Equal(new PartitionReceipt(3, 5, 70, 0x96183369305D8A5C), PartitionReceipt.Combine(shares));
    }

    [Fact]
    public void SharesInAnotherOrder_HaveAnotherDigest() => Claim.Holds(
        ProtocolGen.Receipt().Zip(ProtocolGen.Receipt()).Where(shares => shares.Item1.Digest != shares.Item2.Digest),
        shares => Assert.NotEqual(
            PartitionReceipt.Combine([shares.Item1, shares.Item2]).Digest, PartitionReceipt.Combine([shares.Item2, shares.Item1]).Digest));

    [Fact]
    public void AShareThatHoldsNothing_StillCounts()
    {
        PartitionReceipt share = new(1, 2, 3, 4);
        Assert.NotEqual(share, PartitionReceipt.Combine([share, PartitionReceipt.Empty]));
    }

    // FNV-1a with 64 bits, from its definition.
    private static ulong SlowDigest(byte[] bytes) => bytes.Aggregate(0xCBF29CE484222325, (digest, value) => unchecked((digest ^ value) * 0x100000001B3));
}
