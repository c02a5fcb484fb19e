using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims.Reduce;

/// <summary>Which workers the contributions to a data set's reduce partitions go to.</summary>
public class HomeTests
{
    [Theory]
    [InlineData(5, 64, 8, 5)]
    [InlineData(5, 3, 8, 3)]
    [InlineData(5, 64, 2, 2)]
    [InlineData(1, 64, 8, 1)]
    public async Task HomeCount_IsTheLeast_OfWorkersSubpartitionsAndLimit(int workers, int subpartitions, int limit, int expected)
    {
        await using TestPlane plane = await TestPlane.StartAsync(options => options.MaxWorkersPerReduceDataSet = limit);
        await plane.AddWorkersAsync(workers);
        TestJob job = await plane.AddJobAsync();

        PartitionAllocation allocation = (await job.AllocateAsync(job.Contribution(0, subpartitionCount: subpartitions)))[0];

        Assert.Equal(expected, Workers(allocation).Distinct().Count());
        Assert.Equal(expected, allocation.Locations.Count);
        Assert.Equal(subpartitions, allocation.SubpartitionCount);
    }

    [Theory]
    [InlineData("round-robin")]
    [InlineData("random")]
    [InlineData("fewest-partitions")]
    [InlineData("locality")]
    public async Task EveryProducer_GetsTheSameHomes_InTheSameOrder(string strategy)
    {
        await using TestPlane plane = await TestPlane.StartAsync(options => options.MaxWorkersPerReduceDataSet = 3);
        await plane.AddWorkersAsync(6);
        TestJob job = await plane.AddJobAsync(strategy);

        IReadOnlyList<PartitionAllocation> together = await job.AllocateAsync([.. Enumerable.Range(0, 5).Select(i => job.Contribution(i, host: "host-2"))]);
        PartitionAllocation later = await job.ContributeAsync(7);
        PartitionAllocation again = await job.ContributeAsync(0, attempt: 1);

        Assert.All([.. together, later, again], allocation => Assert.Equal(Workers(together[0]), Workers(allocation)));
    }

    [Fact]
    public async Task Locality_MakesTheProducersHost_TheFirstHome()
    {
        await using TestPlane plane = await TestPlane.StartAsync(options => options.MaxWorkersPerReduceDataSet = 3);
        await plane.AddWorkersAsync(6);
        TestJob job = await plane.AddJobAsync("locality");

        PartitionAllocation allocation = (await job.AllocateAsync(job.Contribution(0, host: "host-5")))[0];

        Assert.Equal("host-5", allocation.Locations[0].Host);
        Assert.Equal(3, Workers(allocation).Distinct().Count());
    }

    [Fact]
    public async Task DataSets_HaveHomesOfTheirOwn()
    {
        await using TestPlane plane = await TestPlane.StartAsync(options => options.MaxWorkersPerReduceDataSet = 2);
        await plane.AddWorkersAsync(4);
        TestJob job = await plane.AddJobAsync();

        PartitionAllocation one = await job.ContributeAsync(0);
        PartitionAllocation other = (await job.AllocateAsync(job.Contribution(0) with { DataSet = new DataSetId(Guid.NewGuid()) }))[0];

        Assert.Empty(Workers(one).Intersect(Workers(other)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HomeThatCanTakeNothing_IsReplaced_AndTheOthersStayInPlace(bool gone)
    {
        await using TestPlane plane = await TestPlane.StartAsync(options => options.MaxWorkersPerReduceDataSet = 3);
        TestWorker[] workers = await plane.AddWorkersAsync(4);
        Contribution first = await Contribution.AllocateAsync(await plane.AddJobAsync(), workers);
        WorkerId spare = workers.Single(worker => !first.Holders.Contains(worker)).Id;

        await TakeOutAsync(first.Holders[1], gone);
        WorkerId[] then = Workers(await first.Job.ContributeAsync(1));
        first.Holders[1].Load = workers[0].Load;
        await first.Holders[1].RegisterAsync();
        WorkerId[] afterReturn = Workers(await first.Job.ContributeAsync(2));

        Assert.Equal([first.Holders[0].Id, spare, first.Holders[2].Id], then);
        Assert.Equal(then, afterReturn);
    }

    [Fact]
    public async Task HomeWithoutReplacement_IsLeftOut_AndTheLastOneRefusesTheRequest()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution first = await Contribution.AllocateAsync(plane);

        await TakeOutAsync(first.Holders[1], gone: true);
        Assert.Equal([first.Holders[0].Id, first.Holders[2].Id], Workers(await first.Job.ContributeAsync(1)));
        await TakeOutAsync(first.Holders[0], gone: true);
        await TakeOutAsync(first.Holders[2], gone: true);

        await Refused.WithAsync(ShuffleErrorCode.NoWorkerAvailable, () => first.Job.ContributeAsync(2));
    }

    [Fact]
    public async Task NoHomeLeft_ChoosesAmongTheOthers()
    {
        await using TestPlane plane = await TestPlane.StartAsync(options => options.MaxWorkersPerReduceDataSet = 2);
        TestWorker[] workers = await plane.AddWorkersAsync(4);
        Contribution first = await Contribution.AllocateAsync(await plane.AddJobAsync(), workers);
        foreach (TestWorker home in first.Holders)
        {
            await TakeOutAsync(home, gone: true);
        }

        Assert.Equal(workers.Except(first.Holders).Select(worker => worker.Id), Workers(await first.Job.ContributeAsync(1)));
    }

    [Fact]
    public async Task Homes_SurviveARestart()
    {
        await using TestPlane plane = await TestPlane.StartDurableAsync(options => options.MaxWorkersPerReduceDataSet = 2);
        TestJob job = await plane.AddJobAsync("random");
        TestWorker[] workers = await plane.AddWorkersAsync(6);
        WorkerId[] before = Workers(await job.ContributeAsync(0));

        plane.Options.AssignmentSeed = 99;
        await plane.RestartAsync();
        foreach (TestWorker worker in workers)
        {
            await worker.ReturnAsync();
        }

        Assert.Equal(before, Workers(await job.ContributeAsync(1)));
    }

    [Fact]
    public async Task RepeatedRequest_GetsTheSameAllocation()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution first = await Contribution.AllocateAsync(plane);

        PartitionAllocation again = await first.Job.ContributeAsync(0);

        Assert.Equal(first.Attempt, again.Attempt);
        Assert.Equal(first.Allocation.Locations, again.Locations);
    }

    [Fact]
    public async Task HigherAttempt_FencesTheLower_OnAllItsWorkers()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution lower = await Contribution.AllocateAsync(plane);
        await lower.CommitAsync(0);

        Contribution higher = await Contribution.AllocateAsync(lower.Job, lower.Holders, attempt: 1);

        Assert.True(higher.Attempt.Epoch > lower.Attempt.Epoch);
        Assert.All(await lower.OrdersAsync(), orders => Assert.Equal([lower.Attempt], orders));
    }

    [Fact]
    public async Task DataSet_HasOneKindAndOneShape_WhileItHasAttempts()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution first = await Contribution.AllocateAsync(plane);
        TestJob job = first.Job;
        PartitionRequest map = job.Request(1) with { DataSet = job.ReduceDataSet };

        await Refused.WithAsync(ShuffleErrorCode.InvalidRequest, () => job.AllocateAsync(job.Request(5), map));
        await Refused.WithAsync(ShuffleErrorCode.InvalidRequest, () => job.AllocateAsync(job.Contribution(1, subpartitionCount: 5)));
        Assert.Single(await job.ListAsync());

        await job.ReleaseAsync(first.Attempt);
        await Refused.WithAsync(ShuffleErrorCode.InvalidRequest, () => job.AllocateAsync(map));
        await first.ObeyAsync(0, 1, 2);
        Assert.Single(await job.AllocateAsync(map));
    }

    private static Task TakeOutAsync(TestWorker worker, bool gone)
    {
        worker.Load = worker.Load with { AcceptsWrites = false };
        return gone ? worker.LeaveAsync() : worker.HeartbeatAsync();
    }

    private static WorkerId[] Workers(PartitionAllocation allocation) => [.. allocation.Locations.Select(location => location.Worker)];
}
