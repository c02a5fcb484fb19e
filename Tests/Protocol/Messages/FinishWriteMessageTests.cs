using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class FinishWriteMessageTests : MessageContract<FinishWriteMessage>
{
    protected override byte ExpectedType => 0x11;

    protected override Gen<FinishWriteMessage> Messages => ProtocolGen.Receipt().Select(receipt => new FinishWriteMessage(receipt));

    [Fact]
    public void Layout() => AssertLayout(
        new FinishWriteMessage(new PartitionReceipt(1, 2, 3, 0x0807060504030201)),
        "01000000 00000000 0200000000000000 0300000000000000 0102030405060708");

    [Theory]
    [InlineData(-1, 1, 1)]
    [InlineData(1, -1, -1)]
    [InlineData(2, 1, 1)]
    [InlineData(0, 1, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(1, 1, FrameHeader.MaxPayloadLength + 1L)]
    [InlineData(1, (1L << 32) + 1, long.MaxValue)]
    [InlineData(1, long.MaxValue, long.MaxValue)]
    public void ImpossibleCounts_AreRefused(int regions, long frames, long payloadBytes) =>
        AssertRefused(new FinishWriteMessage(new PartitionReceipt(regions, frames, payloadBytes, 0)));

    [Fact]
    public void ReservedBytes_AreZero()
    {
        byte[] body = BodyOf(new FinishWriteMessage(PartitionReceipt.Empty));
        body[4] = 1;
        Assert.False(FinishWriteMessage.TryRead(body, out _));
    }
}
