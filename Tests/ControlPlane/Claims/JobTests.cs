using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims;

public class JobTests
{
    [Fact]
    public async Task SameInstance_RegistersTwice_NothingChanges()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestJob job = await plane.AddJobAsync();
        await plane.AddWorkerAsync();
        PartitionAttemptId attempt = await job.AllocateOneAsync(0);

        JobRegistration again = await job.RegisterAsync();

        Assert.Equal(job.Instance, again.Instance);
        Assert.Equal(attempt, (await job.ListAsync()).Single().Allocation.Attempt);
    }

    [Fact]
    public async Task NewerInstance_FencesTheOlder_AndKeepsThePartitions()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestJob job = await plane.AddJobAsync();
        await plane.AddWorkerAsync();
        PartitionAttemptId attempt = await job.AllocateOneAsync(0);
        JobInstanceId older = job.Restart();
        await job.RegisterAsync();
        Assert.Equal(attempt, (await job.ListAsync()).Single().Allocation.Attempt);
        JobInstanceId newer = job.Instance;

        job.Become(older);
        await Refused.WithAsync(ShuffleErrorCode.JobInstanceFenced, job.HeartbeatAsync);
        await Refused.WithAsync(ShuffleErrorCode.JobInstanceFenced, () => job.AllocateOneAsync(1));
        await Refused.WithAsync(ShuffleErrorCode.JobInstanceFenced, () => job.ReleaseAsync(attempt));
        await Refused.WithAsync(ShuffleErrorCode.JobInstanceFenced, () => job.EventsAsync());
        await Refused.WithAsync(ShuffleErrorCode.JobInstanceFenced, job.UnregisterAsync);
        await Refused.WithAsync(ShuffleErrorCode.JobInstanceFenced, () => job.RegisterAsync());

        job.Become(newer);
        await job.HeartbeatAsync();
    }

    [Fact]
    public async Task SilentJob_Expires_AndReleasesEverything()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestJob silent = await plane.AddJobAsync();
        TestJob alive = await plane.AddJobAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        PartitionAttemptId committed = await silent.AllocateOneAsync(0);
        PartitionAttemptId writing = await silent.AllocateOneAsync(1);
        PartitionAttemptId kept = await alive.AllocateOneAsync(0);
        await worker.Commit(committed).Write(writing).Commit(kept).HeartbeatAsync();

        await plane.LiveAsync(TimeSpan.FromSeconds(110), [alive], [worker]);
        Assert.Empty(worker.Orders);
        await plane.LiveAsync(TimeSpan.FromSeconds(10), [alive], [worker]);

        await Refused.WithAsync(ShuffleErrorCode.JobNotFound, silent.HeartbeatAsync);
        Assert.Equal([committed, writing], worker.Orders.OrderBy(order => order.Partition.PartitionIndex));
        worker.Obey();
        await worker.HeartbeatAsync();
        Assert.Empty(worker.Orders);
        Assert.Equal([kept], worker.Stored);
    }

    [Fact]
    public async Task AnyCall_KeepsTheJobAlive()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestJob job = await plane.AddJobAsync();
        await plane.AdvanceAsync(TimeSpan.FromSeconds(119));
        await job.EventsAsync();
        await plane.AdvanceAsync(TimeSpan.FromSeconds(119));
        await job.ReleaseAsync();
        await plane.AdvanceAsync(TimeSpan.FromSeconds(119));

        await job.HeartbeatAsync();
    }

    [Fact]
    public async Task WantedTimeout_IsBoundedByTheService()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestJob job = new(plane, new JobId(Guid.NewGuid()));

        JobRegistration brief = await job.RegisterAsync(timeout: TimeSpan.FromTicks(1));
        job.Restart();
        JobRegistration endless = await job.RegisterAsync(timeout: TimeSpan.MaxValue);

        Assert.Equal(plane.Options.MinJobHeartbeatTimeout, brief.HeartbeatTimeout);
        Assert.True(brief.HeartbeatInterval < brief.HeartbeatTimeout);
        Assert.Equal(plane.Options.MaxJobHeartbeatTimeout, endless.HeartbeatTimeout);
    }

    [Fact]
    public async Task EndedJob_EndsAgain_WithoutError()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestJob job = await plane.AddJobAsync();
        await job.UnregisterAsync();
        await job.UnregisterAsync();

        await Refused.WithAsync(ShuffleErrorCode.JobNotFound, job.HeartbeatAsync);
        Assert.Equal(0, await plane.JobCountAsync());
    }

    [Fact]
    public async Task ReturnedJobId_SharesNoEpoch_WithItsFormerLife()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId former = await job.AllocateOneAsync(0);
        await worker.Commit(former).HeartbeatAsync();
        await job.UnregisterAsync();

        await job.RegisterAsync();
        PartitionAttemptId later = await job.AllocateOneAsync(0);
        await worker.Commit(later).HeartbeatAsync();

        Assert.True(later.Epoch > former.Epoch);
        Assert.Equal([former], worker.Orders);
        worker.Obey();
        await worker.HeartbeatAsync();
        Assert.Equal(PartitionState.Committed, await job.StateOfAsync(later));
    }

    [Fact]
    public async Task JobLimit_IsNamed()
    {
        await using TestPlane plane = await TestPlane.StartAsync(options => options.MaxJobs = 2);
        TestJob first = await plane.AddJobAsync();
        await plane.AddJobAsync();

        ShuffleException error = await Refused.WithAsync(ShuffleErrorCode.InvalidRequest, () => plane.AddJobAsync());
        Assert.Contains("MaxJobs", error.Message, StringComparison.Ordinal);
        await first.UnregisterAsync();
        await plane.AddJobAsync();
    }
}
