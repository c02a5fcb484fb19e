using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims.Reduce;

/// <summary>How an attempt follows from its shares, while no process ends.</summary>
public class ShareTests
{
    private static readonly PartitionEventKind[] Failed = [PartitionEventKind.Failed];

    [Fact]
    public async Task FirstWriter_MakesTheAttemptWriting_AndTheLastCommitCommitsIt_Once()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);

        await contribution.Holders[1].Write(contribution.Attempt).HeartbeatAsync();
        Assert.Equal(PartitionState.Writing, await contribution.StateAsync());
        await contribution.CommitAsync(1, 0);
        Assert.Equal(PartitionState.Writing, await contribution.StateAsync());
        Assert.Empty(await contribution.EventsAsync());
        await contribution.CommitAsync(2);

        PartitionEvent told = Assert.Single((await contribution.Job.EventsAsync()).Events);
        Assert.Equal((PartitionEventKind.Committed, contribution.Holders[2].Id), (told.Kind, told.Worker));
        Assert.Equal(contribution.Receipt, told.Receipt);
        Assert.Equal(PartitionState.Committed, await contribution.StateAsync());
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 2, 0)]
    public async Task Receipt_IsInTheOrderOfTheLocations_WhateverOrderTheyCommitIn(int first, int second, int third)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);

        await contribution.CommitAsync(first, second);
        Assert.Null((await contribution.Job.ListAsync())[0].Receipt);
        await contribution.CommitAsync(third);

        Assert.Equal(contribution.Receipt, (await contribution.Job.ListAsync())[0].Receipt);
    }

    [Fact]
    public async Task ContributionOnOneWorker_IsCommittedAtOnce_WithTheReceiptOfItsShare()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane, workerCount: 1);

        await contribution.CommitAsync(0);

        Assert.Equal(contribution.Holders[0].ShareReceiptOf(contribution.Attempt), (await contribution.Job.ListAsync())[0].Receipt);
        Assert.Equal(PartitionState.Committed, await contribution.StateAsync());
    }

    [Fact]
    public async Task MetadataReportRetried_IsAppliedOnce_AndNeverLost()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        foreach (TestWorker holder in contribution.Holders)
        {
            holder.Write(contribution.Attempt).Commit(contribution.Attempt);
            await holder.SendAsync();
            await holder.SendAsync();
            await holder.RegisterAsync();
            await holder.HeartbeatAsync();
        }

        Assert.Equal([PartitionEventKind.Committed], await contribution.EventsAsync());
        Assert.All(await contribution.OrdersAsync(), Assert.Empty);
    }

    [Fact]
    public async Task ShareCommittedTwice_DoesNotCountForAnother()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);

        await contribution.CommitAsync(0, 0, 0, 1, 1);

        Assert.Equal(PartitionState.Writing, await contribution.StateAsync());
        Assert.All(await contribution.OrdersAsync(), Assert.Empty);
    }

    [Fact]
    public async Task ShareOfAWorkerThatWasNotAssigned_IsOrderedReleased_AndCountsForNothing()
    {
        await using TestPlane plane = await TestPlane.StartAsync(options => options.MaxWorkersPerReduceDataSet = 2);
        TestWorker[] workers = await plane.AddWorkersAsync(3);
        Contribution contribution = await Contribution.AllocateAsync(await plane.AddJobAsync(), workers);
        TestWorker stranger = workers.Except(contribution.Holders).Single();
        await contribution.CommitAsync(0);

        await stranger.Write(contribution.Attempt).HeartbeatAsync();
        Assert.Equal([contribution.Attempt], stranger.Orders);
        await stranger.Commit(contribution.Attempt).HeartbeatAsync();

        Assert.Equal(PartitionState.Writing, await contribution.StateAsync());
        Assert.Equal([contribution.Attempt], stranger.Orders);
        stranger.Obey();
        Assert.Empty((await stranger.HeartbeatAsync()).Release);
        await contribution.CommitAsync(1);
        Assert.Equal(PartitionState.Committed, await contribution.StateAsync());
    }

    [Fact]
    public async Task UnknownPartitionAtCommit_IsNoSuccess()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        PartitionAttemptId unknown = contribution.Attempt with { Epoch = contribution.Attempt.Epoch + 7 };

        foreach (TestWorker holder in contribution.Holders)
        {
            await holder.Commit(unknown).HeartbeatAsync();
        }

        Assert.All(await contribution.OrdersAsync(), orders => Assert.Equal([unknown], orders));
        Assert.Equal(PartitionState.Allocated, await contribution.StateAsync());
        Assert.Empty((await contribution.Job.EventsAsync()).Events);
    }

    [Fact]
    public async Task StaleShares_AreOrderedReleased_AndCommitNothing()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution lower = await Contribution.AllocateAsync(plane);
        await lower.CommitAsync(0);
        Contribution higher = await Contribution.AllocateAsync(lower.Job, lower.Holders, attempt: 1);

        await lower.CommitAsync(1, 2);

        Assert.Equal(PartitionState.Releasing, await lower.StateAsync());
        Assert.Empty(await lower.EventsAsync());
        Assert.Equal(PartitionState.Allocated, await higher.StateAsync());
        await lower.ObeyAsync(0, 1, 2);
        Assert.Null(await lower.StateAsync());
    }

    [Fact]
    public async Task FailedShare_FailsTheAttempt_Once_AndTheOthersAreOrderedToDeleteTheirs()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.CommitAsync(0);

        await contribution.Holders[1].Fail(contribution.Attempt).HeartbeatAsync();
        await contribution.Holders[2].Fail(contribution.Attempt).HeartbeatAsync();

        Assert.Equal(Failed, await contribution.EventsAsync());
        Assert.Equal([contribution.Attempt], (await contribution.Holders[0].HeartbeatAsync()).Release);
        Assert.Empty((await contribution.Holders[1].HeartbeatAsync()).Release);
        Assert.Empty((await contribution.Holders[2].HeartbeatAsync()).Release);
    }

    [Fact]
    public async Task CommitAfterTheFailureOfAnother_IsRefused()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.Holders[0].Fail(contribution.Attempt).HeartbeatAsync();

        await contribution.CommitAsync(1, 2);

        Assert.Equal(Failed, await contribution.EventsAsync());
        await contribution.ObeyAsync(1, 2);
        Assert.All(contribution.Holders, holder => Assert.Empty(holder.Stored));
    }

    [Fact]
    public async Task CommittedShareThatIsDamaged_BeforeTheLastCommit_FailsTheAttempt()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.CommitAsync(0, 1);

        await contribution.Holders[0].Damage(contribution.Attempt).HeartbeatAsync();
        await contribution.CommitAsync(2);

        Assert.Equal(Failed, await contribution.EventsAsync());
        Assert.Equal(PartitionState.Failed, await contribution.StateAsync());
    }

    [Fact]
    public async Task DamagedShare_LosesTheAttempt_Once_AndTheOthersAreOrderedToDeleteTheirs()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.CommitAllAsync();

        await contribution.Holders[1].Damage(contribution.Attempt).HeartbeatAsync();
        await contribution.Holders[0].Damage(contribution.Attempt).HeartbeatAsync();

        Assert.Equal([PartitionEventKind.Committed, PartitionEventKind.Lost], await contribution.EventsAsync());
        Assert.Equal([contribution.Attempt], (await contribution.Holders[2].HeartbeatAsync()).Release);
        // Its order came from the loss of the other share; what it has set aside since goes with it.
        Assert.Equal([contribution.Attempt], (await contribution.Holders[0].HeartbeatAsync()).Release);
        Assert.Empty((await contribution.Holders[1].HeartbeatAsync()).Release);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DamagedShare_IsOrderedReleased_WhenTheAttemptIsForgotten(bool whole)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.CommitAsync(whole ? [0, 1, 2] : [1, 2]);
        TestWorker damaged = contribution.Holders[1];
        await damaged.Damage(contribution.Attempt).HeartbeatAsync();
        await contribution.ObeyAsync(0, 2);
        Assert.Equal(whole ? PartitionState.Lost : PartitionState.Failed, await contribution.StateAsync());
        Assert.Equal([contribution.Attempt], damaged.SetAside);

        await contribution.Job.ContributeAsync(0, attempt: 1);

        Assert.Equal([[], [contribution.Attempt], []], await contribution.OrdersAsync());
        await contribution.ObeyAsync(1);
        Assert.Empty(damaged.SetAside);
        Assert.Empty((await damaged.HeartbeatAsync()).Release);
    }
}
