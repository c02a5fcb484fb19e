using ShuffleOrleans.Client.Orleans.Streams;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.Cluster.Client;

/// <summary>What wakes a waiting query, and what does not.</summary>
public sealed class StrokeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task LateNewsOfWhatIsKnown_WakesNobody()
    {
        Stroke first = new(Stroke.Unknown);
        Stroke last = Follow(Follow(first, 8), 9);
        Task wait = first.WaitForLaterAsync(9, Limit, new ManualTimeProvider(), default);
        Assert.False(wait.IsCompleted);

        Follow(last, 10);

        await wait.WaitAsync(Patience.Limit);
    }

    [Fact]
    public void NewsBeforeTheWait_IsHeard()
    {
        Stroke first = new(Stroke.Unknown);
        Follow(Follow(first, 8), 10);

        Assert.True(first.WaitForLaterAsync(9, Limit, new ManualTimeProvider(), default).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Silence_EndsWithTheLimit()
    {
        ManualTimeProvider time = new();
        Task wait = new Stroke(Stroke.Unknown).WaitForLaterAsync(9, Limit, time, default);

        time.Advance(Limit);

        await wait.WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task Cancellation_StaysCancellation()
    {
        using CancellationTokenSource cancel = new();
        Task wait = new Stroke(Stroke.Unknown).WaitForLaterAsync(9, Limit, new ManualTimeProvider(), cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.WaitAsync(Patience.Limit));
    }

    private static Stroke Follow(Stroke stroke, long sequence)
    {
        Stroke next = new(sequence);
        stroke.Follow(next);
        return next;
    }
}
