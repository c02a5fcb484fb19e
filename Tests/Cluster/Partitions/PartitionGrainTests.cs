using System.Collections.Concurrent;
using ShuffleOrleans.Grains.Interfaces.Jobs;
using ShuffleOrleans.Grains.Interfaces.Partitions;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Tests.Cluster.Partitions;

public sealed class PartitionGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>, IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private GroupScene _scene = null!;

    public async Task InitializeAsync() => _scene = await GroupScene.SetAsync(cluster);

    public Task DisposeAsync()
    {
        cluster.Heal();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Change_IsStored_ThenItsWorkerHears_ThenItsJob()
    {
        ConcurrentQueue<string> steps = new();
        GrainId group = _scene.Group.GetGrainId();
        cluster.Storage.LoseAnswer = grain =>
        {
            if (grain == group)
            {
                steps.Enqueue("stored");
            }

            return false;
        };
        cluster.Calls.Before = call =>
        {
            steps.Enqueue(call.MethodName);
            return Task.CompletedTask;
        };

        await _scene.AllocateAsync();

        Assert.Equal(
            ["stored", nameof(IWorkerCoordination.HoldAsync), nameof(IJobCoordination.TellAsync)],
            steps.Where(step => step is "stored" or nameof(IWorkerCoordination.HoldAsync) or nameof(IJobCoordination.TellAsync)));
    }

    [Fact]
    public async Task NewsThatACrashKeptFromTheJob_IsToldByTheNextCall_WhateverItIs()
    {
        PartitionAttemptId attempt = Assert.Single(await _scene.AllocateAsync()).Attempt;
        Lose(nameof(IJobCoordination.TellAsync));
        await Assert.ThrowsAsync<ShuffleException>(() => _scene.ReportAsync(PartitionChangeKind.Committed, attempt));
        cluster.Heal();
        Assert.Empty(await _scene.EventsAsync());

        await _scene.CrashAsync();
        await _scene.Group.ListAsync(_scene.Life, 0, 0, default);

        Assert.Equal([(PartitionEventKind.Committed, attempt)], await _scene.EventsAsync());
    }

    [Fact]
    public async Task OrderThatACrashKeptFromTheWorker_IsGivenByTheNextCall_WhateverItIs()
    {
        PartitionAttemptId attempt = Assert.Single(await _scene.AllocateAsync()).Attempt;
        Lose(nameof(IWorkerCoordination.HoldAsync));
        await Assert.ThrowsAsync<ShuffleException>(() => _scene.Group.ReleaseAsync(_scene.Life, [attempt], default));
        cluster.Heal();
        Assert.Empty(await _scene.OrdersAsync());

        await _scene.CrashAsync();
        await _scene.Group.ListAsync(_scene.Life, 0, 0, default);

        Assert.Equal([attempt], await _scene.OrdersAsync());
    }

    [Fact]
    public async Task CallerThatGivesUp_LeavesNothingHalfDone()
    {
        using CancellationTokenSource caller = new();
        TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.Calls.Before = async call =>
        {
            if (call.MethodName == nameof(IWorkerCoordination.HoldAsync))
            {
                held.TrySetResult();
                await gate.Task;
            }
        };
        TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.Calls.After = call => _ = call.MethodName == nameof(IJobCoordination.TellAsync) && told.TrySetResult();

        Task call = _scene.AllocateAsync(cancellationToken: caller.Token);
        await held.Task.WaitAsync(Limit);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        gate.SetResult();

        await told.Task.WaitAsync(Limit);
        Assert.Equal(1, await _scene.HeldCountAsync());
        Assert.Equal(1, (await _scene.ListAsync()).TotalCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LateCallOfALifeThatIsOver_IsRefused_AndLeavesNothing(bool crash)
    {
        await _scene.UnregisterAsync();
        if (crash)
        {
            await _scene.CrashAsync();
        }

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => _scene.AllocateAsync());

        Assert.Equal(ShuffleErrorCode.JobNotFound, error.Code);
        Assert.False(_scene.IsStored);
    }

    [Fact]
    public async Task DataTakenInWhileItsJobEnds_IsOrderedReleased_ThoughTheJobNeverKnewOfTheGroup()
    {
        PartitionAttemptId old = new(new DataPartitionId(_scene.Job, _scene.DataSet, DataPartitionKind.Map, 5), 0, 17);
        TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        // The group has heard that the job lives. Before it goes on the job ends.
        cluster.Calls.Before = async call =>
        {
            if (call.MethodName == nameof(IWorkerCoordination.HoldAsync))
            {
                answered.TrySetResult();
                await gate.Task;
            }
        };
        Task<GroupVerdict> report = _scene.ReportAsync(PartitionChangeKind.Committed, old);
        await answered.Task.WaitAsync(Limit);
        await _scene.UnregisterAsync();
        gate.SetResult();

        GroupVerdict verdict = await report;

        Assert.Equal([old], verdict.Holdings.ReleaseOrders);
        Assert.Equal(0, verdict.Holdings.HeldCount);
        Assert.Equal([old], await _scene.OrdersAsync());
        await _scene.ReportAsync(PartitionChangeKind.Released, old);
        Assert.False(_scene.IsStored);
    }

    [Fact]
    public async Task FailedAttempt_ReplacedByTheNext_CountsOnce_SoThatNoPageLeavesAnybodyOut()
    {
        PartitionAllocation failed = Assert.Single((await _scene.AllocateThroughJobAsync(index: 0, attempt: 0)).Allocations);
        PartitionAttemptId other = Assert.Single((await _scene.AllocateThroughJobAsync(PartitionGroupId.Size, attempt: 0)).Allocations).Attempt;
        await _scene.ReportAsync(PartitionChangeKind.Failed, failed.Attempt, failed.Locations[0]);

        await _scene.AllocateThroughJobAsync(index: 0, attempt: 1);

        Assert.Equal([other], (await _scene.ListAsync(skip: 1, take: 1)).Partitions.Select(status => status.Allocation.Attempt));
    }

    private void Lose(string method) => cluster.Calls.Before = call
        => call.MethodName == method ? throw new TimeoutException("The test loses this call.") : Task.CompletedTask;
}
