using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class HelloReplyMessageTests : MessageContract<HelloReplyMessage>
{
    private const int MaxFrame = FrameHeader.Length + FrameHeader.MaxPayloadLength;

    private static readonly HelloReplyMessage Example = new(
        1,
        (ProtocolFeatures)2,
        WorkerId.Parse("000102030405060708090a0b0c0d0e0f", null),
        WorkerIncarnationId.Parse("101112131415161718191a1b1c1d1e1f", null),
        65536,
        131072,
        100,
        30000);

    protected override byte ExpectedType => 0x02;

    protected override Gen<HelloReplyMessage> Messages =>
        from version in ProtocolGen.Int32(0, ushort.MaxValue)
        from features in ProtocolGen.UInt64()
        from worker in ProtocolGen.Id<WorkerId>()
        from incarnation in ProtocolGen.Id<WorkerIncarnationId>()
        from maxFrame in ProtocolGen.Int32(FrameHeader.Length + 1, MaxFrame)
        from credit in ProtocolGen.Int32(maxFrame, int.MaxValue)
        from channels in ProtocolGen.Int32(1, int.MaxValue)
        from keepAlive in ProtocolGen.Int32(1, HelloReplyMessage.MaxKeepAliveMilliseconds)
        select new HelloReplyMessage((ushort)version, (ProtocolFeatures)features, worker, incarnation, maxFrame, credit, channels, keepAlive);

    [Fact]
    public void Layout() => AssertLayout(
        Example,
        "0100 0200000000000000 000102030405060708090A0B0C0D0E0F 101112131415161718191A1B1C1D1E1F 00000100 00000200 64000000 30750000");

    [Theory]
    [InlineData(FrameHeader.Length)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(MaxFrame + 1)]
    public void ImpossibleFrameLength_IsRefused(int length) => AssertRefused(Example with { MaxFrameLength = length, InitialWriteCredit = int.MaxValue });

    [Fact]
    public void CreditBelowOneFrame_IsRefused() => AssertRefused(Example with { InitialWriteCredit = 65535 });

    [Fact]
    public void NoChannels_IsRefused() => AssertRefused(Example with { MaxChannels = 0 });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(HelloReplyMessage.MaxKeepAliveMilliseconds + 1)]
    public void ImpossibleKeepAlive_IsRefused(int milliseconds) => AssertRefused(Example with { KeepAliveMilliseconds = milliseconds });
}
