using System.Collections.Concurrent;

namespace ShuffleOrleans.Tests.Cli.Harness;

/// <summary>A clock on which every wait of up to half a minute is over at once, and is written down; longer ones, which are limits, never end.</summary>
internal sealed class HurriedTime : TimeProvider
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > LongestWait || dueTime < TimeSpan.Zero)
        {
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        Waits.Enqueue(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
