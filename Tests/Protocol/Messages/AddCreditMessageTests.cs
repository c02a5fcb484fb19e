using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class AddCreditMessageTests : MessageContract<AddCreditMessage>
{
    protected override byte ExpectedType => 0x31;

    protected override Gen<AddCreditMessage> Messages => ProtocolGen.Int32(1, int.MaxValue).Select(bytes => new AddCreditMessage(bytes));

    [Fact]
    public void Layout() => AssertLayout(new AddCreditMessage(0x01020304), "04030201");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void NoCredit_IsRefused(int bytes) => AssertRefused(new AddCreditMessage(bytes));
}
