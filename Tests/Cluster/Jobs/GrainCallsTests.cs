using ShuffleOrleans.Grains.Calls;

namespace ShuffleOrleans.Tests.Cluster.Jobs;

public class GrainCallsTests
{
    [Fact]
    public async Task Answers_AreInTheOrderOfTheItems_WhicheverComesFirst()
    {
        TaskCompletionSource<int>[] answers = [.. Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource<int>())];
        Task<int[]> all = GrainCalls.AllAsync([0, 1, 2], item => answers[item].Task);

        answers[2].SetResult(20);
        answers[0].SetResult(0);
        answers[1].SetResult(10);

        int[] inOrder = await all;
        Assert.Equal([0, 10, 20], inOrder);
    }

    [Fact]
    public async Task NoMoreThanTheLimit_AreUnderWay()
    {
        List<TaskCompletionSource<int>> calls = [];
        Task<int[]> all = GrainCalls.AllAsync(Enumerable.Range(0, GrainCalls.MaxParallel + 1).ToArray(), _ => Begin(calls));
        Assert.Equal(GrainCalls.MaxParallel, calls.Count);

        calls[0].SetResult(0);
        Assert.Equal(GrainCalls.MaxParallel + 1, calls.Count);
        calls.Skip(1).ToList().ForEach(call => call.SetResult(0));

        await all;
    }

    [Fact]
    public async Task AfterAFailure_NothingBegins_AndThoseUnderWayAreWaitedFor()
    {
        List<TaskCompletionSource<int>> calls = [];
        Task<int[]> all = GrainCalls.AllAsync(Enumerable.Range(0, GrainCalls.MaxParallel * 2).ToArray(), _ => Begin(calls));

        calls[5].SetException(new ShuffleException(ShuffleErrorCode.StaleEpoch, "first"));
        Assert.Equal(GrainCalls.MaxParallel, calls.Count);
        Assert.False(all.IsCompleted);
        foreach (TaskCompletionSource<int> call in calls)
        {
            call.TrySetException(new ShuffleException(ShuffleErrorCode.InvalidRequest, "later"));
        }

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => all);
        Assert.Equal(ShuffleErrorCode.StaleEpoch, error.Code);
        Assert.Equal(GrainCalls.MaxParallel, calls.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GrainThatCannotBeReached_IsATransientErrorOfOurs(bool timedOut)
    {
        Exception reason = timedOut ? new TimeoutException("30 s") : new SiloUnavailableException("gone");

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => GrainCalls.AnswerAsync(Task.FromException(reason)));

        Assert.Equal(ShuffleErrorCode.ControlPlaneUnavailable, error.Code);
        Assert.True(error.IsTransient);
        Assert.Same(reason, error.InnerException);
    }

    [Fact]
    public async Task OtherErrors_PassAsTheyAre()
    {
        InvalidOperationException bug = new("a bug");

        Assert.Same(bug, await Assert.ThrowsAsync<InvalidOperationException>(() => GrainCalls.AnswerAsync(Task.FromException<int>(bug))));
    }

    private static Task<int> Begin(List<TaskCompletionSource<int>> calls)
    {
        calls.Add(new TaskCompletionSource<int>());
        return calls[^1].Task;
    }
}
