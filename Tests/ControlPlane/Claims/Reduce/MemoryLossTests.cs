using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims.Reduce;

/// <summary>
/// A control plane without a journal has restarted and meets shares that it knows nothing of: they are kept for a grace time and never taken in.
/// </summary>
public class MemoryLossTests
{
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SharesFromBefore_AreKeptForTheGraceTime_ThenOrderedReleased_WhoeverRegistersFirst(bool jobFirst)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestJob job = new(plane, new JobId(Guid.NewGuid()));
        PartitionAttemptId attempt = AttemptFromBefore(job);
        TestWorker[] workers = [NewWorker(plane), NewWorker(plane)];
        Array.ForEach(workers, worker => worker.Store(attempt));
        if (jobFirst)
        {
            await job.RegisterAsync();
        }

        await workers[0].RegisterAsync();
        await workers[1].RegisterAsync();
        await job.RegisterAsync();

        Assert.Empty(await job.ListAsync());
        await plane.LiveAsync(plane.Options.UnknownJobGrace - AMoment, [job], workers);
        Assert.All(workers, worker => Assert.Empty(worker.Orders));
        await plane.LiveAsync(AMoment, [job], workers);
        Assert.All(workers, worker => Assert.Equal([attempt], worker.Orders));
        await ObeyAsync(workers);
        Assert.All(workers, worker => Assert.Empty(worker.Stored));
        Assert.Empty((await job.EventsAsync()).Events);
    }

    [Fact]
    public async Task CommitOfAnAllocationFromBefore_IsKeptForTheGraceTime_ThenOrderedReleased()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestJob job = await plane.AddJobAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        PartitionAttemptId attempt = AttemptFromBefore(job);

        await worker.Write(attempt).HeartbeatAsync();
        await worker.Commit(attempt).HeartbeatAsync();

        Assert.Empty(worker.Orders);
        Assert.Empty(await job.ListAsync());
        await plane.LiveAsync(plane.Options.UnknownJobGrace, [job], [worker]);
        Assert.Equal([attempt], worker.Orders);
    }

    [Fact]
    public async Task LeakedDataCleaner_DoesNotDeleteTheDataOfTheProducersNextRun()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestJob job = new(plane, new JobId(Guid.NewGuid()));
        PartitionAttemptId former = AttemptFromBefore(job);
        TestWorker[] workers = [NewWorker(plane), NewWorker(plane)];
        foreach (TestWorker worker in workers)
        {
            worker.Store(former);
            await worker.RegisterAsync();
        }

        await job.RegisterAsync();
        Contribution next = await Contribution.AllocateAsync(job, workers);
        await next.CommitAllAsync();
        await plane.LiveAsync(plane.Options.UnknownJobGrace * 2, [job], workers);

        Assert.All(workers, worker => Assert.Equal([former], worker.Orders));
        await ObeyAsync(workers);
        Assert.All(workers, worker => Assert.Equal([next.Attempt], worker.Stored));
        Assert.Equal(PartitionState.Committed, await next.StateAsync());
    }

    [Fact]
    public async Task SharesOfAnUnknownJob_GoTheSameWay_AndLeaveNothing()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = NewWorker(plane);
        worker.Store(AttemptFromBefore(new TestJob(plane, new JobId(Guid.NewGuid()))));
        await worker.RegisterAsync();

        await plane.LiveAsync(plane.Options.UnknownJobGrace, [], [worker]);
        await ObeyAsync([worker]);

        Assert.Empty(worker.Stored);
        Assert.Empty((await worker.HeartbeatAsync()).Release);
        Assert.False(await plane.HasOrphansAsync(worker.Id));
    }

    [Fact]
    public async Task ShareThatWasReleasedAndForgotten_IsNoOrphan()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.Job.ReleaseAsync(contribution.Attempt);
        await contribution.ObeyAsync(0, 1, 2);
        contribution.Holders[1].Store(contribution.Attempt);
        contribution.Holders[1].Restart();

        WorkerRegistrationReply reply = await contribution.Holders[1].RegisterAsync();

        Assert.Equal([contribution.Attempt], reply.Release);
    }

    private static TestWorker NewWorker(TestPlane plane) => new(plane, new WorkerId(Guid.NewGuid()), "host-a");

    private static PartitionAttemptId AttemptFromBefore(TestJob job) => new(new DataPartitionId(job.Id, job.ReduceDataSet, DataPartitionKind.Reduce, 0), 0, 17);

    private static async Task ObeyAsync(IEnumerable<TestWorker> workers)
    {
        foreach (TestWorker worker in workers)
        {
            worker.Obey();
            await worker.HeartbeatAsync();
        }
    }
}
