using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims;

public class EventTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task WaitingQuery_WakesOnAnEvent()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job) = await WithWorkerAsync(plane);
        PartitionAttemptId attempt = await job.AllocateOneAsync(0);
        Task<PartitionEventBatch> query = job.EventsAsync(wait: Wait);
        Assert.False(query.IsCompleted);

        await worker.Commit(attempt).HeartbeatAsync();

        PartitionEvent partitionEvent = Assert.Single((await plane.EndOfAsync(query)).Events);
        Assert.Equal(
            (1, PartitionEventKind.Committed, attempt, worker.Id),
            (partitionEvent.Sequence, partitionEvent.Kind, partitionEvent.Attempt, partitionEvent.Worker));
        Assert.Equal(TestWorker.ReceiptOf(attempt), partitionEvent.Receipt);
    }

    [Fact]
    public async Task WaitingQuery_EndsEmpty_WhenItsTimeIsUp()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (_, TestJob job) = await WithWorkerAsync(plane);
        Task<PartitionEventBatch> query = job.EventsAsync(wait: Wait);

        await plane.AdvanceAsync(Wait - TimeSpan.FromTicks(1));
        Assert.False(query.IsCompleted);
        await plane.AdvanceAsync(TimeSpan.FromTicks(1));

        PartitionEventBatch batch = await plane.EndOfAsync(query);
        Assert.Empty(batch.Events);
        Assert.False(batch.Missed);
    }

    [Fact]
    public async Task QueryWithoutWait_EndsAtOnce()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (_, TestJob job) = await WithWorkerAsync(plane);

        // The clock stands still: a query that waited would not come back.
        PartitionEventBatch batch = await job.EventsAsync();

        Assert.Empty(batch.Events);
        Assert.Equal(0, plane.WaitingCount);
    }

    [Fact]
    public async Task WaitingQuery_IsFenced_ByANewerInstance()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (_, TestJob job) = await WithWorkerAsync(plane);
        Task<PartitionEventBatch> query = job.EventsAsync(wait: Wait);
        job.Restart();

        await job.RegisterAsync();

        await Refused.WithAsync(ShuffleErrorCode.JobInstanceFenced, () => plane.EndOfAsync(query));
    }

    [Fact]
    public async Task WaitingQuery_EndsWithTheJob_AndLeavesNothingBehind()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (_, TestJob job) = await WithWorkerAsync(plane);
        Task<PartitionEventBatch> query = job.EventsAsync(wait: Wait);

        await job.UnregisterAsync();

        await Refused.WithAsync(ShuffleErrorCode.JobNotFound, () => plane.EndOfAsync(query));
        Assert.Equal(0, plane.WaitingCount);
    }

    [Fact]
    public async Task WaitingQuery_EndsWhenTheControlPlaneStops()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (_, TestJob job) = await WithWorkerAsync(plane);
        Task<PartitionEventBatch> query = job.EventsAsync(wait: Wait);

        await plane.DisposeAsync();

        await Refused.WithAsync(ShuffleErrorCode.ControlPlaneUnavailable, () => query.WaitAsync(Patience.Limit));
    }

    [Fact]
    public async Task Events_AreKept_UntilAcknowledged()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job) = await WithWorkerAsync(plane);
        await CommitAsync(worker, job, 5);

        Assert.Equal([1, 2], (await job.EventsAsync(max: 2)).Events.Select(e => e.Sequence));
        Assert.Equal([1, 2, 3, 4, 5], (await job.EventsAsync()).Events.Select(e => e.Sequence));
        Assert.Equal([4, 5], (await job.EventsAsync(after: 3)).Events.Select(e => e.Sequence));
        PartitionEventBatch late = await job.EventsAsync(after: 1);

        Assert.True(late.Missed);
        Assert.Equal(5, late.LastSequence);
        Assert.Empty(late.Events);
    }

    [Fact]
    public async Task ReaderThatFellBehind_IsToldSo_AndGoesOnFromTheLast()
    {
        await using TestPlane plane = await TestPlane.StartAsync(options => options.MaxEventsPerJob = 3);
        (TestWorker worker, TestJob job) = await WithWorkerAsync(plane);
        await CommitAsync(worker, job, 5);

        PartitionEventBatch batch = await job.EventsAsync();
        Assert.True(batch.Missed);
        Assert.Equal(5, (await job.ListAsync()).Count);
        PartitionEventBatch next = await job.EventsAsync(after: batch.LastSequence);

        Assert.False(next.Missed);
        Assert.Empty(next.Events);
    }

    [Fact]
    public async Task NumberFromAForgottenLife_IsMissed_NotWaitedFor()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job) = await WithWorkerAsync(plane);
        await CommitAsync(worker, job, 1);

        PartitionEventBatch batch = await job.EventsAsync(after: 99, wait: Wait);

        Assert.True(batch.Missed);
        Assert.Equal(1, batch.LastSequence);
        Assert.Single((await job.EventsAsync()).Events);
    }

    [Fact]
    public async Task WaitingAlone_DoesNotKeepADeadJobMasterAlive()
    {
        await using TestPlane plane = await TestPlane.StartAsync(options =>
        {
            options.MinJobHeartbeatTimeout = TimeSpan.FromSeconds(20);
            options.JobHeartbeatTimeout = TimeSpan.FromSeconds(20);
            options.JobHeartbeatInterval = TimeSpan.FromSeconds(5);
        });
        (_, TestJob job) = await WithWorkerAsync(plane);
        Task<PartitionEventBatch> query = job.EventsAsync(wait: Wait);

        await plane.AdvanceAsync(TimeSpan.FromSeconds(20));

        await Refused.WithAsync(ShuffleErrorCode.JobNotFound, () => plane.EndOfAsync(query));
    }

    private static async Task<(TestWorker Worker, TestJob Job)> WithWorkerAsync(TestPlane plane) => (await plane.AddWorkerAsync(), await plane.AddJobAsync());

    private static async Task CommitAsync(TestWorker worker, TestJob job, int count)
    {
        IReadOnlyList<PartitionAllocation> allocations = await job.AllocateAsync([.. Enumerable.Range(0, count).Select(index => job.Request(index))]);
        foreach (PartitionAllocation allocation in allocations)
        {
            worker.Commit(allocation.Attempt);
        }

        await worker.HeartbeatAsync();
    }
}
