using ShuffleOrleans.ControlPlane.Workers;

namespace ShuffleOrleans.Tests.ControlPlane.Workers;

public class CallOrderTests
{
    [Fact]
    public void OvertakenAndRepeatedCalls_AreRefused()
    {
        CallOrder calls = new();
        Assert.True(calls.TryTake("a", 7));
        Assert.False(calls.TryTake("a", 6));
        Assert.False(calls.TryTake("a", 7));
        Assert.True(calls.TryTake("a", 8));
    }

    [Fact]
    public void AnotherCaller_CountsForItself()
    {
        CallOrder calls = new();
        calls.TryTake("a", 7);
        Assert.True(calls.TryTake("b", 1));
        Assert.False(calls.TryTake("b", 1));
    }

    [Fact]
    public void CallOlderThanAStoredOne_IsRefused()
    {
        CallOrder calls = new();
        calls.Took("a", 7);
        Assert.False(calls.TryTake("a", 7));
    }
}
