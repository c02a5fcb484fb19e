using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class PongMessageTests : MessageContract<PongMessage>
{
    protected override byte ExpectedType => 0x04;

    protected override Gen<PongMessage> Messages => ProtocolGen.UInt64().Select(token => new PongMessage(token));

    [Fact]
    public void Layout() => AssertLayout(new PongMessage(0x0807060504030201), "0102030405060708");
}
