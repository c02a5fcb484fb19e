using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class PingMessageTests : MessageContract<PingMessage>
{
    protected override byte ExpectedType => 0x03;

    protected override Gen<PingMessage> Messages => ProtocolGen.UInt64().Select(token => new PingMessage(token));

    [Fact]
    public void Layout() => AssertLayout(new PingMessage(0x0807060504030201), "0102030405060708");
}
