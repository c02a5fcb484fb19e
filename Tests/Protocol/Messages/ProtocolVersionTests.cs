using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class ProtocolVersionTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(0, 1, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(0, ushort.MaxValue, 1)]
    public void NewestCommonVersion_IsAgreed(ushort min, ushort max, ushort agreed)
    {
        Assert.True(ProtocolVersion.TryNegotiate(min, max, out ushort version));
        Assert.Equal(agreed, version);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 2)]
    [InlineData(2, ushort.MaxValue)]
    [InlineData(2, 1)]
    [InlineData(1, 0)]
    public void NothingInCommon_IsRefused(ushort min, ushort max) => Assert.False(ProtocolVersion.TryNegotiate(min, max, out _));
}
