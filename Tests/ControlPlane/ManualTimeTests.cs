using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.ControlPlane;

/// <summary>The clock that the other tests rest on.</summary>
public class ManualTimeTests
{
    [Fact]
    public void Timers_FireInOrder_EachAtItsTime()
    {
        ManualTimeProvider clock = new();
        DateTimeOffset start = clock.GetUtcNow();
        List<(string Name, double Seconds)> fired = [];
        void Arm(string name, int due, int period = 0)
            => clock.CreateTimer(
                _ => fired.Add((name, (clock.GetUtcNow() - start).TotalSeconds)),
                null,
                TimeSpan.FromSeconds(due),
                TimeSpan.FromSeconds(period));
        Arm("late", 5);
        Arm("early", 1);
        Arm("again", 2, 2);

        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([("early", 1), ("again", 2), ("again", 4), ("late", 5)], fired);
        Assert.Equal(TimeSpan.FromSeconds(5), clock.GetElapsedTime(0));
        Assert.Equal(1, clock.ArmedTimerCount);
    }

    [Fact]
    public void TimerArmedByATimer_FiresInTheSameAdvance_AndADisposedOneNever()
    {
        ManualTimeProvider clock = new();
        int fired = 0;
        ITimer disposed = clock.CreateTimer(_ => fired += 100, null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        clock.CreateTimer(
            _ =>
            {
                disposed.Dispose();
                clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
            },
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(1, fired);
    }
}
