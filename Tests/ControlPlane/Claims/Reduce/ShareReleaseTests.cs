using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims.Reduce;

/// <summary>A release is done when every worker has confirmed it.</summary>
public class ShareReleaseTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task ReleasedAttempt_IsForgotten_WhenTheLastWorkerHasConfirmed(int committedShares)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.CommitAsync([.. Enumerable.Range(0, committedShares)]);

        await contribution.Job.ReleaseAsync(contribution.Attempt);
        Assert.All(await contribution.OrdersAsync(), orders => Assert.Equal([contribution.Attempt], orders));
        Assert.All(await contribution.OrdersAsync(), orders => Assert.Equal([contribution.Attempt], orders));
        await contribution.ObeyAsync(2, 0);
        Assert.Equal(PartitionState.Releasing, await contribution.StateAsync());
        Assert.Empty((await contribution.Holders[0].HeartbeatAsync()).Release);
        await contribution.ObeyAsync(1);

        Assert.Null(await contribution.StateAsync());
        Assert.All(await contribution.OrdersAsync(), Assert.Empty);
        Assert.All(contribution.Holders, holder => Assert.Empty(holder.Stored));
    }

    [Fact]
    public async Task Release_IsIdempotent_HoweverFarItIs()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.CommitAllAsync();

        foreach (int share in new[] { 0, 1, 2 })
        {
            await contribution.Job.ReleaseAsync(contribution.Attempt, contribution.Attempt);
            await contribution.ObeyAsync(share);
        }

        await contribution.Job.ReleaseAsync(contribution.Attempt);
        Assert.Null(await contribution.StateAsync());
        Assert.All(await contribution.OrdersAsync(), Assert.Empty);
    }

    [Fact]
    public async Task LateCommit_OfAReleasedShare_IsOrderedReleasedAgain()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.Job.ReleaseAsync(contribution.Attempt);
        await contribution.ObeyAsync(0);

        await contribution.CommitAsync(0);

        Assert.Equal([contribution.Attempt], contribution.Holders[0].Orders);
        await contribution.ObeyAsync(0, 1, 2);
        Assert.Null(await contribution.StateAsync());
        Assert.All(contribution.Holders, holder => Assert.Empty(holder.Stored));
        Assert.All(await contribution.OrdersAsync(), Assert.Empty);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SilentWorker_IsConfirmedFor_WhenItIsForgotten_AndAskedAgainWhenItReturns(bool returns)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.Job.ReleaseAsync(contribution.Attempt);
        await contribution.ObeyAsync(0, 1);
        TestWorker silent = contribution.Holders[2];

        if (returns)
        {
            silent.Restart();
            await silent.RegisterAsync();
            Assert.Equal(PartitionState.Releasing, await contribution.StateAsync());
            silent.Obey();
            await silent.HeartbeatAsync();
        }
        else
        {
            await silent.LeaveAsync();
            Assert.Equal(PartitionState.Releasing, await contribution.StateAsync());
            await plane.LiveAsync(plane.Options.WorkerRecoveryWindow, [contribution.Job], contribution.Holders[..2]);
        }

        Assert.Null(await contribution.StateAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OrdersOfAFailedAttempt_Stand_WhenItIsReleasedOrAllocatedAnew(bool anew)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.CommitAsync(1);
        await contribution.Holders[0].Fail(contribution.Attempt).HeartbeatAsync();

        await (anew ? contribution.Job.ContributeAsync(0, attempt: 1) : contribution.Job.ReleaseAsync(contribution.Attempt));

        Assert.Null(await contribution.StateAsync());
        Assert.Equal([contribution.Attempt], (await contribution.Holders[1].HeartbeatAsync()).Release);
        Assert.Equal([contribution.Attempt], (await contribution.Holders[2].HeartbeatAsync()).Release);
        await contribution.ObeyAsync(1, 2);
        Assert.All(await contribution.OrdersAsync(), Assert.Empty);
        Assert.Empty(contribution.Holders[1].Stored);
    }

    /// <summary>The same for a map attempt, whose late commit is ordered deleted and then forgotten.</summary>
    [Fact]
    public async Task OrderForALateCommit_Stands_WhenTheFailedAttemptIsReleased()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId attempt = await job.AllocateOneAsync(0);
        await worker.Fail(attempt).Commit(attempt).HeartbeatAsync();

        await job.ReleaseAsync(attempt);

        Assert.Equal([attempt], (await worker.HeartbeatAsync()).Release);
        worker.Obey();
        Assert.Empty((await worker.HeartbeatAsync()).Release);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EndOfTheJob_ReleasesEveryShare_OfEveryState(bool expires)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution allocated = await Contribution.AllocateAsync(plane);
        TestJob job = allocated.Job;
        TestWorker[] workers = allocated.Holders;
        Contribution half = await Contribution.AllocateAsync(job, workers, index: 1);
        Contribution committed = await Contribution.AllocateAsync(job, workers, index: 2);
        Contribution lost = await Contribution.AllocateAsync(job, workers, index: 3);
        await half.CommitAsync(1);
        await committed.CommitAllAsync();
        await lost.CommitAllAsync();
        await workers[0].Damage(lost.Attempt).HeartbeatAsync();

        if (expires)
        {
            await plane.LiveAsync(plane.Options.JobHeartbeatTimeout, [], workers);
        }
        else
        {
            await job.UnregisterAsync();
        }

        foreach (TestWorker worker in workers)
        {
            await worker.HeartbeatAsync();
            Assert.Equal(4, worker.Orders.Count);
            worker.Obey();
            Assert.Empty((await worker.HeartbeatAsync()).Release);
            Assert.Empty(worker.Stored);
            Assert.Empty(worker.SetAside);
        }
    }
}
