using System.Text.Json;
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
}
