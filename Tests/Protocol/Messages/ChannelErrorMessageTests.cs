using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class ChannelErrorMessageTests : MessageContract<ChannelErrorMessage>
{
    protected override byte ExpectedType => 0x3F;

    protected override Gen<ChannelErrorMessage> Messages => ProtocolGen.Error().Select(error => new ChannelErrorMessage(error));

    [Fact]
    public void Layout() => AssertLayout(new ChannelErrorMessage(new ErrorDetail(ShuffleErrorCode.StaleEpoch, "old")), "6800 0300 6F6C64");

    [Fact]
    public void Error_BecomesAnExceptionWithItsCode()
    {
        ShuffleException exception = new ErrorDetail(ShuffleErrorCode.DiskFull, "no room").ToException();
        Assert.Equal((ShuffleErrorCode.DiskFull, "no room"), (exception.Code, exception.Message));
    }
}
