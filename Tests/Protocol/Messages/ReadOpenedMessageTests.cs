using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class ReadOpenedMessageTests : MessageContract<ReadOpenedMessage>
{
    private const long ShortestFrame = FrameHeader.Length + 1;
    private const long LongestFrame = FrameHeader.Length + FrameHeader.MaxPayloadLength;

    protected override byte ExpectedType => 0x21;

    // The frames of the range and the frames outside of it must both be able to take their bytes.
    protected override Gen<ReadOpenedMessage> Messages =>
        from receipt in ProtocolGen.Receipt()
        from count in ProtocolGen.Int64(0, receipt.FrameCount)
        let others = receipt.FrameCount - count
        let least = Math.Max(count * ShortestFrame, receipt.FrameBytes - (others * LongestFrame))
        let most = Math.Min(count * LongestFrame, receipt.FrameBytes - (others * ShortestFrame))
        from bytes in ProtocolGen.Int64(least, most)
        select new ReadOpenedMessage(receipt, count, bytes);

    [Fact]
    public void Layout() => AssertLayout(
        new ReadOpenedMessage(new PartitionReceipt(1, 2, 3, 0x0807060504030201), 1, 26),
        "01000000 00000000 0200000000000000 0300000000000000 0102030405060708 0100000000000000 1A00000000000000");

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(3, 75)]
    [InlineData(1, 24)]
    [InlineData(0, 25)]
    [InlineData(2, 52)]
    public void RangeThatDoesNotFitItsPartition_IsRefused(long frames, long bytes) =>
        AssertRefused(new ReadOpenedMessage(new PartitionReceipt(1, 2, 3, 0), frames, bytes));

    [Fact]
    public void CountsThatOverflow_AreRefused()
    {
        const long OverflowsTimes24 = 768614336404564651;
        AssertRefused(new ReadOpenedMessage(new PartitionReceipt(1, OverflowsTimes24, long.MaxValue, 0), OverflowsTimes24, 8));
    }
}
