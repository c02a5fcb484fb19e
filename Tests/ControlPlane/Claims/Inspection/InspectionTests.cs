using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims.Inspection;

/// <summary>What a control plane shows.</summary>
public class InspectionTests
{
    [Fact]
    public async Task Figures_FollowTheAttempts()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync("random");
        PartitionAttemptId committed = await job.AllocateOneAsync(0);
        PartitionAttemptId writing = await job.AllocateOneAsync(1);
        await job.AllocateOneAsync(2);
        await worker.Commit(committed).Write(writing).HeartbeatAsync();

        ClusterSummary cluster = await plane.Plane.GetClusterAsync(default);
        JobDetail detail = await plane.Plane.GetJobAsync(job.Id, default);

        Assert.Equal((TestPlane.Kind, 1, 1, 1), (cluster.Kind, cluster.WorkerCount, cluster.JobCount, cluster.DataSetCount));
        Assert.Equal(new StateCounts(1, 1, 1, 0, 0, 0), cluster.Attempts);
        Assert.Equal(TestWorker.ReceiptOf(committed).PayloadBytes, cluster.PayloadBytes);
        Assert.Equal(("test", "random", cluster.Attempts), (detail.Name, detail.AssignmentStrategy, detail.Attempts));
        Assert.Equal(3, Assert.Single(detail.DataSets).PartitionCount);
        Assert.Equal([ServiceEventKinds.JobRegistered, ServiceEventKinds.PartitionCommitted], detail.Events.Select(happened => happened.Kind));
    }

    [Fact]
    public async Task Times_AreKeptOverARestartAndATakeover()
    {
        await using TestPlane plane = await TestPlane.StartDurableAsync();
        await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        await job.AllocateOneAsync(0);
        PartitionSummary before = Assert.Single((await plane.Plane.ListPartitionsAsync(new PartitionQuery(job.Id, null, []), default)).Items);
        DateTimeOffset? registeredAt = (await plane.Plane.GetJobAsync(job.Id, default)).RegisteredAt;
        Assert.NotNull(before.AllocatedAt);
        Assert.NotNull(registeredAt);
        await plane.AdvanceAsync(TimeSpan.FromSeconds(10));

        job.Restart();
        await job.RegisterAsync();
        await plane.RestartAsync();

        PartitionSummary after = Assert.Single((await plane.Plane.ListPartitionsAsync(new PartitionQuery(job.Id, null, []), default)).Items);
        JobDetail detail = await plane.Plane.GetJobAsync(job.Id, default);
        Assert.Equal(before.AllocatedAt, after.AllocatedAt);
        Assert.Equal((registeredAt, 1), (detail.RegisteredAt, detail.Takeovers));
    }

    [Fact]
    public async Task Partition_ShowsItsAttemptsSharesAndEvents()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.CommitAllAsync();
        DataPartitionId id = contribution.Attempt.Partition;

        PartitionHistory history = await plane.Plane.GetPartitionAsync(id.Job, id.DataSet, id.PartitionIndex, default);

        AttemptDetail attempt = Assert.Single(history.Attempts);
        Assert.Equal(id, history.Partition);
        Assert.Equal((PartitionState.Committed, contribution.Attempt.Epoch, 3), (attempt.State, attempt.Epoch, attempt.Shares.Count));
        Assert.Equal(contribution.Receipt, attempt.Receipt);
        Assert.Equal(ServiceEventKinds.PartitionCommitted, Assert.Single(history.Events).Kind);
        await Refused.WithAsync(ShuffleErrorCode.PartitionNotFound, () => plane.Plane.GetPartitionAsync(id.Job, id.DataSet, 99, default));
    }

    [Fact]
    public async Task Events_TellOfWorkersDisksDamageAndRelease()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId lost = await job.AllocateOneAsync(0);
        PartitionAttemptId released = await job.AllocateOneAsync(1);
        await worker.Commit(lost).Commit(released).HeartbeatAsync();
        await job.ReleaseAsync(released);
        await worker.Damage(lost).HeartbeatAsync();
        worker.Obey();
        worker.Load = worker.Load with { Disks = [new DiskLoad("/data", DiskKind.Ssd, 0, 0, Healthy: false) { Reason = "it answers with errors" }] };
        await worker.HeartbeatAsync();
        await worker.LeaveAsync();

        EventBatch told = await plane.Plane.ReadEventsAsync(new EventQuery(Worker: worker.Id), default);

        Assert.Equal(
            [
                ServiceEventKinds.WorkerRegistered,
                ServiceEventKinds.PartitionCommitted,
                ServiceEventKinds.PartitionCommitted,
                ServiceEventKinds.VerificationFailed,
                ServiceEventKinds.PartitionLost,
                ServiceEventKinds.PartitionReleased,
                ServiceEventKinds.DiskStateChanged,
                ServiceEventKinds.WorkerGone,
            ],
            told.Items.Select(happened => happened.Kind));
        ClusterSummary cluster = await plane.Plane.GetClusterAsync(default);
        Assert.Equal(EventSeverity.Error, cluster.Notices[0].Severity);
        Assert.Contains(cluster.Notices, notice => notice.Worker == worker.Id);
        Assert.Contains(cluster.Notices, notice => notice.Job == job.Id);
    }

    [Fact]
    public async Task JobsThatComeAndGo_AreTold()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestJob ended = await plane.AddJobAsync();
        ended.Restart();
        await ended.RegisterAsync();
        await ended.UnregisterAsync();
        TestJob silent = await plane.AddJobAsync();
        Task expiry = plane.Plane.WaitForEventsAsync((await plane.Plane.GetClusterAsync(default)).LastEventSequence, default);
        await plane.AdvanceAsync(TimeSpan.FromMinutes(10));
        await expiry;

        EventBatch toldOfEnded = await plane.Plane.ReadEventsAsync(new EventQuery(Job: ended.Id), default);
        EventBatch toldOfSilent = await plane.Plane.ReadEventsAsync(new EventQuery(Job: silent.Id), default);

        Assert.Equal(
            [ServiceEventKinds.JobRegistered, ServiceEventKinds.JobTakenOver, ServiceEventKinds.JobEnded], toldOfEnded.Items.Select(happened => happened.Kind));
        Assert.Equal([ServiceEventKinds.JobRegistered, ServiceEventKinds.JobExpired], toldOfSilent.Items.Select(happened => happened.Kind));
    }

    [Fact]
    public async Task AHundredThousandPartitions_ArePagedAndCounted()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        await plane.AddWorkersAsync(3);
        TestJob job = await plane.AddJobAsync();
        for (int batch = 0; batch < 100; batch++)
        {
            await job.AllocateAsync([.. Enumerable.Range(batch * 1000, 1000).Select(index => job.Request(index))]);
        }

        PartitionQuery query = new(job.Id, null, [PartitionState.Allocated], Sort: PartitionSort.Index, Descending: true, Skip: 50, Take: 1000);
        Page<PartitionSummary> page = await plane.Plane.ListPartitionsAsync(query, default);

        Assert.Equal((100_000, 1000, 99_949), (page.TotalCount, page.Items.Count, page.Items[0].Index));
        Assert.Equal(100_000, (await plane.Plane.GetJobAsync(job.Id, default)).Attempts.Allocated);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(0, 1001)]
    public async Task PagesOutOfBounds_AreRefused(int skip, int take)
    {
        await using TestPlane plane = await TestPlane.StartAsync();

        await Refused.WithAsync(
            ShuffleErrorCode.InvalidRequest, () => plane.Plane.ListPartitionsAsync(new PartitionQuery(null, null, [], Skip: skip, Take: take), default));
        await Refused.WithAsync(ShuffleErrorCode.InvalidRequest, () => plane.Plane.ListJobsAsync(new JobQuery(Skip: skip, Take: take), default));
        await Refused.WithAsync(ShuffleErrorCode.InvalidRequest, () => plane.Plane.ListWorkersAsync(new WorkerQuery(Skip: skip, Take: take), default));
    }
}
