using ShuffleOrleans.DataPlane.FlowControl;

namespace ShuffleOrleans.Tests.DataPlane.FlowControl;

public sealed class SendCreditTests
{
    [Fact]
    public void Credit_IsUsedWholeOrNotAtAll()
    {
        SendCredit credit = default;
        Assert.True(credit.TryGrant(100));
        Assert.False(credit.TryConsume(101));
        Assert.True(credit.TryConsume(60));
        Assert.False(credit.TryConsume(41));
        Assert.True(credit.TryConsume(40));
        Assert.Equal(0, credit.Available);
    }

    [Fact]
    public void ImpossibleGrant_IsRefused_AndChangesNothing()
    {
        SendCredit credit = default;
        Assert.True(credit.TryGrant(1L << 40));
        Assert.False(credit.TryGrant(1));
        Assert.False(credit.TryGrant(-1));
        Assert.False(credit.TryGrant(long.MaxValue));
        Assert.Equal(1L << 40, credit.Available);
    }
}
