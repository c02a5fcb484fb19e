using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class AbortWriteMessageTests : MessageContract<AbortWriteMessage>
{
    protected override byte ExpectedType => 0x13;

    protected override Gen<AbortWriteMessage> Messages => Gen.Constant(default(AbortWriteMessage));

    [Fact]
    public void Layout() => AssertLayout(default, string.Empty);
}
