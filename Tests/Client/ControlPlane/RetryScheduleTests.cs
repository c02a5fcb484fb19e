using ShuffleOrleans.Client.ControlPlane;

namespace ShuffleOrleans.Tests.Client.ControlPlane;

public sealed class RetryScheduleTests
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 200)]
    [InlineData(5, 1600)]
    [InlineData(7, 5000)]
    [InlineData(int.MaxValue, 5000)]
    public void Delay_DoublesUpToItsBound_AndIsJittered(int failureCount, double boundMilliseconds)
    {
        var schedule = new RetrySchedule(First, Max, new Random(3));

        TimeSpan[] delays = [.. Enumerable.Range(0, 200).Select(_ => schedule.DelayAfter(failureCount, null))];

        Assert.All(delays, delay => Assert.InRange(delay.TotalMilliseconds, boundMilliseconds / 2, boundMilliseconds));
        Assert.True(delays.Distinct().Count() > 20);
    }

    [Fact]
    public void SameSeed_GivesTheSameDelays()
    {
        var one = new RetrySchedule(First, Max, new Random(5));
        var other = new RetrySchedule(First, Max, new Random(5));

        Assert.All(Enumerable.Range(1, 10), count => Assert.Equal(one.DelayAfter(count, null), other.DelayAfter(count, null)));
    }

    [Fact]
    public void LongerPauseThatTheServiceAsksFor_IsKept()
    {
        var schedule = new RetrySchedule(First, Max, new Random(5));

        Assert.Equal(TimeSpan.FromSeconds(30), schedule.DelayAfter(1, TimeSpan.FromSeconds(30)));
        Assert.True(schedule.DelayAfter(1, TimeSpan.FromMilliseconds(1)) >= First / 2);
    }
}
