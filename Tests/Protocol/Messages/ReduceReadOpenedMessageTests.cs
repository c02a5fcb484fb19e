using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class ReduceReadOpenedMessageTests : MessageContract<ReduceReadOpenedMessage>
{
    protected override byte ExpectedType => 0x25;

    protected override Gen<ReduceReadOpenedMessage> Messages =>
        ProtocolGen.Receipt().Select(receipt => new ReduceReadOpenedMessage(receipt.FrameCount, receipt.FrameBytes));

    [Fact]
    public void Layout() => AssertLayout(new ReduceReadOpenedMessage(2, 65), "0200000000000000 4100000000000000");

    [Fact]
    public void NothingAtAll_IsPossible() => AssertLayout(new ReduceReadOpenedMessage(0, 0), "0000000000000000 0000000000000000");

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 25)]
    [InlineData(1, FrameHeader.Length)]
    [InlineData(1, FrameHeader.Length + FrameHeader.MaxPayloadLength + 1L)]
    [InlineData(PartitionReceipt.MaxFrameCount + 1, (PartitionReceipt.MaxFrameCount + 1) * 40)]
    [InlineData(768614336404564651, 0)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public void ImpossibleCounts_AreRefused(long frames, long bytes) => AssertRefused(new ReduceReadOpenedMessage(frames, bytes));
}
