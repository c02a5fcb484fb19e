using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class CloseReadMessageTests : MessageContract<CloseReadMessage>
{
    protected override byte ExpectedType => 0x23;

    protected override Gen<CloseReadMessage> Messages => Gen.Constant(default(CloseReadMessage));

    [Fact]
    public void Layout() => AssertLayout(default, string.Empty);
}
