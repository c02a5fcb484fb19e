using ShuffleOrleans.Tests.ControlPlane.Disks;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Journal;

public class RestartTests
{
    [Fact]
    public async Task Replay_GivesTheSameState()
    {
        SimulatedDisk disk = new();
        string before;
        await using (TestPlane plane = await TestPlane.StartAsync(openDirectory: () => disk))
        {
            await WorkAsync(plane);
            before = StateText.Of(plane.Plane.State);
        }

        await using TestPlane restarted = await TestPlane.StartAsync(openDirectory: () => disk);

        Assert.Equal(before, StateText.Of(restarted.Plane.State));
    }

    [Fact]
    public async Task Snapshot_GivesTheSameState()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        await WorkAsync(plane);

        Assert.Equal(StateText.Of(plane.Plane.State), StateText.Of(StateText.Copy(plane.Plane.State)));
    }

    [Fact]
    public async Task Restart_KeepsJobsPartitionsEventsAndInstances()
    {
        SimulatedDisk disk = new();
        TestPlane first = await TestPlane.StartAsync(openDirectory: () => disk);
        TestWorker worker = await first.AddWorkerAsync();
        TestJob job = await first.AddJobAsync();
        PartitionAttemptId attempt = await job.AllocateOneAsync(0);
        await worker.Commit(attempt).HeartbeatAsync();
        await first.DisposeAsync();

        await using TestPlane again = await TestPlane.StartAsync(openDirectory: () => disk);
        PartitionEventBatch events = await again.Plane.GetPartitionEventsAsync(new PartitionEventQuery(job.Id, job.Instance, 0, 10, default), default);
        PartitionListReply list = await again.Plane.ListPartitionsAsync(new PartitionListRequest(job.Id, null, 0, 10), default);
        WorkerHeartbeatReply reply = await again.Plane.HeartbeatWorkerAsync(new WorkerHeartbeat(worker.Id, worker.Incarnation, worker.Load, []), default);

        Assert.Equal(PartitionEventKind.Committed, Assert.Single(events.Events).Kind);
        PartitionStatus status = Assert.Single(list.Partitions);
        Assert.Equal((attempt, PartitionState.Committed, TestWorker.ReceiptOf(attempt)), (status.Allocation.Attempt, status.State, status.Receipt));
        Assert.Equal(1, reply.AcknowledgedSequence);
        await Refused.WithAsync(
            ShuffleErrorCode.JobInstanceFenced,
            () => again.Plane.HeartbeatJobAsync(new JobHeartbeat(job.Id, new JobInstanceId(Guid.NewGuid())), default));
    }

    [Fact]
    public async Task Restart_NeverGivesAnEpochTwice()
    {
        SimulatedDisk disk = new();
        List<long> given = [];
        JobId id = new(Guid.NewGuid());
        WorkerId workerId = new(Guid.NewGuid());
        DataSetId dataSet = new(Guid.NewGuid());
        for (int life = 0; life < 5; life++)
        {
            await using TestPlane plane = await TestPlane.StartAsync(openDirectory: () => disk);
            await new TestWorker(plane, workerId, "a").RegisterAsync();
            TestJob job = await plane.AddJobAsync(id: id);
            PartitionAllocation allocation = (await job.AllocateAsync(job.Request(0, life) with { DataSet = dataSet }))[0];
            given.Add(allocation.Attempt.Epoch);
            await job.ReleaseAsync(allocation.Attempt);
            if (life == 2)
            {
                await job.UnregisterAsync();
            }
        }

        Assert.Equal(given.Distinct().Order(), given);
    }

    [Fact]
    public async Task Restart_WithoutAJournal_StartsAboveEarlierEpochs()
    {
        await using TestPlane first = await TestPlane.StartAsync();
        await first.AddWorkerAsync();
        TestJob before = await first.AddJobAsync();
        PartitionAttemptId former = await before.AllocateOneAsync(0);
        first.Clock.Advance(TimeSpan.FromSeconds(1));

        await using TestPlane second = await TestPlane.StartAsync(clock: first.Clock);
        await second.AddWorkerAsync();
        TestJob after = await second.AddJobAsync(id: before.Id);

        Assert.True((await after.AllocateOneAsync(0)).Epoch > former.Epoch);
    }

    [Fact]
    public async Task AfterARestart_EverybodyGetsAFullTimeoutAgain()
    {
        SimulatedDisk disk = new();
        await using (TestPlane plane = await TestPlane.StartAsync(openDirectory: () => disk))
        {
            await plane.AddJobAsync();
            await plane.AddWorkerAsync();
            plane.Clock.Advance(TimeSpan.FromSeconds(59));
        }

        await using TestPlane restarted = await TestPlane.StartAsync(openDirectory: () => disk);
        restarted.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(Assert.Single(restarted.Plane.State.Workers).IsGone);
        restarted.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Assert.Single(restarted.Plane.State.Workers).IsGone);
        Assert.Single(restarted.Plane.State.Jobs);
        restarted.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Empty(restarted.Plane.State.Jobs);
    }

    [Fact]
    public async Task GrownJournal_IsBegunAnew_AndStaysBounded()
    {
        SimulatedDisk disk = new();
        string before;
        await using (TestPlane plane = await TestPlane.StartAsync(options => options.JournalCompactionBytes = 8192, () => disk))
        {
            TestWorker worker = await plane.AddWorkerAsync();
            for (int i = 0; i < 100; i++)
            {
                TestJob job = await plane.AddJobAsync();
                PartitionAttemptId attempt = await job.AllocateOneAsync(0);
                await worker.Commit(attempt).HeartbeatAsync();
                await job.UnregisterAsync();
                await worker.HeartbeatAsync();
                worker.Obey();
                await worker.HeartbeatAsync();
            }

            before = StateText.Of(plane.Plane.State);
        }

        string name = Assert.Single(disk.Files).Key;
        Assert.NotEqual("journal-0000000001.log", name);
        Assert.InRange(disk.Files[name].Bytes.Count, 1, 2 * 8192);
        await using TestPlane restarted = await TestPlane.StartAsync(openDirectory: () => disk);
        Assert.Equal(before, StateText.Of(restarted.Plane.State));
    }

    [Fact]
    public async Task OneFlush_ServesManyCallers()
    {
        SimulatedDisk disk = new();
        await using TestPlane plane = await TestPlane.StartAsync(openDirectory: () => disk);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => plane.AddJobAsync())));

        Assert.Equal(200, plane.Plane.State.Jobs.Count);
        await plane.DisposeAsync();
        await using TestPlane restarted = await TestPlane.StartAsync(openDirectory: () => disk);
        Assert.Equal(200, restarted.Plane.State.Jobs.Count);
    }

    /// <summary>Leaves something of every kind behind.</summary>
    private static async Task WorkAsync(TestPlane plane)
    {
        TestWorker worker = await plane.AddWorkerAsync();
        TestWorker gone = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        TestJob ended = await plane.AddJobAsync("random");
        IReadOnlyList<PartitionAllocation> all = await job.AllocateAsync([.. Enumerable.Range(0, 12).Select(index => job.Request(index))]);
        PartitionAttemptId[] here = [.. all.Where(a => a.Locations[0].Worker == worker.Id).Select(a => a.Attempt)];
        await worker.Commit(here[0]).Write(here[1]).Commit(here[2]).Fail(here[3]).Commit(here[4]).HeartbeatAsync();
        await job.ReleaseAsync(here[2]);
        await worker.Damage(here[4]).HeartbeatAsync();
        await job.AllocateOneAsync(here[0].Partition.PartitionIndex, attempt: 1);
        await ended.AllocateAsync([.. Enumerable.Range(0, 5).Select(index => ended.Request(index))]);
        await ended.UnregisterAsync();
        job.Restart();
        await job.RegisterAsync();
        gone.Store(new PartitionAttemptId(new DataPartitionId(new JobId(Guid.NewGuid()), job.DataSet, DataPartitionKind.Map, 3), 0, 9));
        gone.Restart();
        await gone.RegisterAsync();
        await gone.LeaveAsync();
    }
}
