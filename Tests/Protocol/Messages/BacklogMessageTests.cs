using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class BacklogMessageTests : MessageContract<BacklogMessage>
{
    protected override byte ExpectedType => 0x32;

    protected override Gen<BacklogMessage> Messages => ProtocolGen.Int64(0, long.MaxValue).Select(bytes => new BacklogMessage(bytes));

    [Fact]
    public void Layout() => AssertLayout(new BacklogMessage(258), "0201000000000000");

    [Fact]
    public void NegativeBacklog_IsRefused() => AssertRefused(new BacklogMessage(-1));
}
