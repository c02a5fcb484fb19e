using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims;

public class AllocationTests
{
    [Fact]
    public async Task RepeatedRequest_GetsTheSameAllocation()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        for (int i = 0; i < 3; i++)
        {
            await plane.AddWorkerAsync();
        }

        TestJob job = await plane.AddJobAsync();
        PartitionAllocation first = (await job.AllocateAsync(job.Request(0)))[0];
        PartitionAllocation second = (await job.AllocateAsync(job.Request(0)))[0];

        Assert.Equal(first.Attempt, second.Attempt);
        Assert.Equal(first.Locations, second.Locations);
    }

    [Fact]
    public async Task Answers_ComeInTheOrderOfTheRequest()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        await job.AllocateOneAsync(5);

        IReadOnlyList<PartitionAllocation> allocations = await job.AllocateAsync(job.Request(9), job.Request(5), job.Request(1));

        Assert.Equal([9, 5, 1], allocations.Select(allocation => allocation.Attempt.Partition.PartitionIndex));
    }

    [Fact]
    public async Task HigherAttempt_GetsAHigherEpoch_AndFencesTheLower()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId lower = await job.AllocateOneAsync(0, attempt: 0);
        await worker.Write(lower).HeartbeatAsync();

        PartitionAttemptId higher = await job.AllocateOneAsync(0, attempt: 1);

        Assert.True(higher.Epoch > lower.Epoch);
        Assert.Equal(PartitionState.Releasing, await job.StateOfAsync(lower));
        await Refused.WithAsync(ShuffleErrorCode.StaleEpoch, () => job.AllocateOneAsync(0, attempt: 0));
        await worker.HeartbeatAsync();
        Assert.Equal([lower], worker.Orders);
    }

    [Fact]
    public async Task StaleCommit_IsRefused_AndOrderedReleased()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId lower = await job.AllocateOneAsync(0, attempt: 0);
        await job.AllocateOneAsync(0, attempt: 1);

        await worker.Commit(lower).HeartbeatAsync();

        Assert.Equal([lower], worker.Orders);
        Assert.Equal(PartitionState.Releasing, await job.StateOfAsync(lower));
        Assert.Empty(await job.EventKindsAsync(lower));
    }

    [Fact]
    public async Task CommitOfAForgottenAttempt_IsRefused_AndOrderedReleased()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId attempt = await job.AllocateOneAsync(0);
        await worker.Fail(attempt).HeartbeatAsync();
        await job.ReleaseAsync(attempt);
        Assert.Null(await job.StateOfAsync(attempt));

        await worker.Commit(attempt).HeartbeatAsync();

        Assert.Equal([attempt], worker.Orders);
        Assert.Null(await job.StateOfAsync(attempt));
        worker.Obey();
        Assert.Empty((await worker.HeartbeatAsync()).Release);
    }

    [Fact]
    public async Task CommittedLowerAttempt_StaysReadable_UntilReleased()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId lower = await job.AllocateOneAsync(0, attempt: 0);
        await worker.Commit(lower).HeartbeatAsync();
        await job.AllocateOneAsync(0, attempt: 1);

        Assert.Equal(PartitionState.Committed, await job.StateOfAsync(lower));
        Assert.Empty((await worker.HeartbeatAsync()).Release);
        await job.ReleaseAsync(lower);
        Assert.Equal([lower], (await worker.HeartbeatAsync()).Release);
    }

    [Fact]
    public async Task SameAttempt_AfterItsFailure_GetsANewEpoch()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId failed = await job.AllocateOneAsync(0);
        await worker.Fail(failed).HeartbeatAsync();
        Assert.Equal([PartitionEventKind.Failed], await job.EventKindsAsync(failed));

        PartitionAttemptId again = await job.AllocateOneAsync(0);

        Assert.True(again.Epoch > failed.Epoch);
        Assert.Equal([again], (await job.ListAsync()).Select(status => status.Allocation.Attempt));
    }

    [Fact]
    public async Task NoWorker_AllocatesNothing_AndSaysWhy()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestJob job = await plane.AddJobAsync();
        await Refused.WithAsync(ShuffleErrorCode.NoWorkerAvailable, () => job.AllocateOneAsync(0));

        TestWorker worker = await plane.AddWorkerAsync();
        worker.Load = worker.Load with { AcceptsWrites = false };
        await worker.HeartbeatAsync();
        ShuffleException error = await Refused.WithAsync(ShuffleErrorCode.NoWorkerAvailable, () => job.AllocateAsync(job.Request(0), job.Request(1)));

        Assert.Contains("accepts no writes", error.Message, StringComparison.Ordinal);
        Assert.Empty(await job.ListAsync());
        Assert.Equal(0, await plane.HeldCountAsync(worker.Id));
    }

    [Fact]
    public async Task OneStaleAttempt_RefusesTheWholeRequest()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        await job.AllocateOneAsync(1, attempt: 3);

        await Refused.WithAsync(ShuffleErrorCode.StaleEpoch, () => job.AllocateAsync(job.Request(0), job.Request(1, attempt: 2)));

        Assert.Single(await job.ListAsync());
    }

    [Fact]
    public async Task PartitionLimit_IsNamed()
    {
        await using TestPlane plane = await TestPlane.StartAsync(options => options.MaxPartitionsPerJob = 2);
        await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        await job.AllocateOneAsync(0);

        ShuffleException error = await Refused.WithAsync(ShuffleErrorCode.InvalidRequest, () => job.AllocateAsync(job.Request(1), job.Request(2)));

        Assert.Contains("MaxPartitionsPerJob", error.Message, StringComparison.Ordinal);
        Assert.Single(await job.ListAsync());
    }

    [Fact]
    public async Task ChangedShape_OfAStandingAttempt_IsRefused()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        await job.AllocateOneAsync(0);

        ShuffleException error = await Refused.WithAsync(
            ShuffleErrorCode.InvalidRequest, () => job.AllocateAsync(job.Request(0) with { SubpartitionCount = 5 }));
        Assert.Contains("SubpartitionCount", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listing_IsOrdered_Paged_AndFiltered()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        DataSetId other = new(Guid.NewGuid());
        await job.AllocateAsync(job.Request(2), job.Request(0), job.Request(1), job.Request(0) with { DataSet = other });

        Assert.Equal([0, 1, 2], (await job.ListAsync(job.DataSet)).Select(status => status.Allocation.Attempt.Partition.PartitionIndex));
        Assert.Single(await job.ListAsync(other));
        PartitionListReply page = await plane.Plane.ListPartitionsAsync(new PartitionListRequest(job.Id, null, 1, 2), CancellationToken.None);
        Assert.Equal(4, page.TotalCount);
        Assert.Equal((await job.ListAsync()).Skip(1).Take(2), page.Partitions, (a, b) => a.Allocation.Attempt == b.Allocation.Attempt);
    }
}
