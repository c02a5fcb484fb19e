using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class ReadEndMessageTests : MessageContract<ReadEndMessage>
{
    protected override byte ExpectedType => 0x22;

    protected override Gen<ReadEndMessage> Messages =>
        ProtocolGen.Receipt().Select(receipt => new ReadEndMessage(receipt.FrameCount, receipt.FrameBytes, receipt.Digest));

    [Fact]
    public void Layout() => AssertLayout(new ReadEndMessage(1, 25, 0x0807060504030201), "0100000000000000 1900000000000000 0102030405060708");

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 25)]
    [InlineData(1, FrameHeader.Length)]
    [InlineData(1, FrameHeader.Length + FrameHeader.MaxPayloadLength + 1L)]
    [InlineData(768614336404564651, 0)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public void ImpossibleCounts_AreRefused(long frames, long bytes) => AssertRefused(new ReadEndMessage(frames, bytes, 0));
}
