using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims;

/// <summary>The table of InventoryReconciliation, cell by cell.</summary>
public class InventoryTests
{
    [Fact]
    public async Task ReportsGoOn_AfterAnInventoryThatSaidWhatNoReportDid()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId first) = await WithOneAsync(plane);
        PartitionAttemptId second = await job.AllocateOneAsync(1);
        PartitionAttemptId third = await job.AllocateOneAsync(2);
        await worker.Commit(first).HeartbeatAsync();
        worker.Commit(second);

        await worker.BringInventoryAsync();
        await worker.Commit(third).HeartbeatAsync();

        Assert.All(await job.ListAsync(), status => Assert.Equal(PartitionState.Committed, status.State));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UncommittedButPresent_IsCommitted(bool newProcess)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithOneAsync(plane);
        worker.Store(attempt);

        await RegisterAgainAsync(worker, newProcess);

        Assert.Equal(PartitionState.Committed, await job.StateOfAsync(attempt));
        Assert.Equal(worker.Location, (await job.ListAsync()).Single().Allocation.Locations[0]);
    }

    [Theory]
    [InlineData(false, PartitionState.Allocated)]
    [InlineData(true, PartitionState.Failed)]
    public async Task UncommittedAndAbsent_FailsOnlyWithItsProcess(bool newProcess, PartitionState expected)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithOneAsync(plane);

        await RegisterAgainAsync(worker, newProcess);

        Assert.Equal(expected, await job.StateOfAsync(attempt));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CommittedButAbsent_IsLost(bool newProcess)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithOneAsync(plane);
        await worker.Commit(attempt).HeartbeatAsync();
        worker.Mislay(attempt);

        await RegisterAgainAsync(worker, newProcess);

        Assert.Equal([PartitionEventKind.Committed, PartitionEventKind.Lost], await job.EventKindsAsync(attempt));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CommittedAndPresent_IsRelocated_OnlyIfSomethingMoved(bool newProcess)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithOneAsync(plane);
        await worker.Commit(attempt).HeartbeatAsync();

        await RegisterAgainAsync(worker, newProcess);

        PartitionEventKind[] expected = newProcess ? [PartitionEventKind.Committed, PartitionEventKind.Relocated] : [PartitionEventKind.Committed];
        Assert.Equal(expected, await job.EventKindsAsync(attempt));
    }

    [Fact]
    public async Task OrderedReleasedAndPresent_IsOrderedAgain()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithOneAsync(plane);
        await worker.Commit(attempt).HeartbeatAsync();
        await job.ReleaseAsync(attempt);

        await RegisterAgainAsync(worker, newProcess: true);

        Assert.Equal([attempt], worker.Orders);
        Assert.Equal(PartitionState.Releasing, await job.StateOfAsync(attempt));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OrderedReleasedAndAbsent_IsOrderedAgain(bool newProcess)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithOneAsync(plane);
        await job.ReleaseAsync(attempt);

        await RegisterAgainAsync(worker, newProcess);

        // The same process may still have the writer open; a new one may have found the file damaged.
        Assert.Equal([attempt], worker.Orders);
        Assert.Equal(PartitionState.Releasing, await job.StateOfAsync(attempt));
    }

    [Fact]
    public async Task OrdersOfAnEndedJob_AreDoneWhenANewProcessConfirmsThem()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithOneAsync(plane);
        await job.UnregisterAsync();

        await RegisterAgainAsync(worker, newProcess: true);

        Assert.Equal([attempt], worker.Orders);
        worker.Obey();
        Assert.Empty((await worker.HeartbeatAsync()).Release);
    }

    [Fact]
    public async Task ForgottenButPresent_IsOrderedReleased()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithOneAsync(plane);
        await worker.Fail(attempt).HeartbeatAsync();
        await job.ReleaseAsync(attempt);
        worker.Store(attempt);

        await RegisterAgainAsync(worker, newProcess: true);

        Assert.Equal([attempt], worker.Orders);
    }

    [Fact]
    public async Task DataOfAnUnknownJob_IsKeptForAGraceTime_ThenOrderedReleased()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, PartitionAttemptId attempt, _) = await WithMemoryLostAsync(plane);

        await plane.LiveAsync(plane.Options.UnknownJobGrace - TimeSpan.FromSeconds(10), [], [worker]);
        await worker.RegisterAsync();
        Assert.Empty(worker.Orders);
        await plane.LiveAsync(TimeSpan.FromSeconds(10), [], [worker]);

        Assert.Equal([attempt], worker.Orders);
    }

    [Fact]
    public async Task DataOfAnUnknownJob_IsAdopted_WhenTheJobRegistersInTime()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, PartitionAttemptId attempt, TestJob job) = await WithMemoryLostAsync(plane);

        await job.RegisterAsync();
        await plane.LiveAsync(plane.Options.UnknownJobGrace * 2, [job], [worker]);

        Assert.Empty(worker.Orders);
        Assert.Equal(PartitionState.Committed, await job.StateOfAsync(attempt));
        Assert.Equal([PartitionEventKind.Committed], await job.EventKindsAsync(attempt));
    }

    [Fact]
    public async Task DataOfAForgottenPartition_IsAdopted_WhenTheJobRegisteredFirst()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId attempt = AttemptFromBefore(job);
        TestWorker worker = new(plane, new WorkerId(Guid.NewGuid()), "host-a");
        worker.Store(attempt);

        await worker.RegisterAsync();

        Assert.Empty(worker.Orders);
        Assert.Equal(PartitionState.Committed, await job.StateOfAsync(attempt));
        PartitionAttemptId next = await job.AllocateOneAsync(0, attempt: 1);
        Assert.True(next.Epoch > attempt.Epoch);
    }

    [Fact]
    public async Task DataOfAJobThatEndedWhileItsWorkerWasAway_IsOrderedReleased_AndNeverComesBack()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithOneAsync(plane);
        await worker.Commit(attempt).HeartbeatAsync();
        await job.ReleaseAsync(attempt);
        await plane.LiveAsync(TimeSpan.FromMinutes(5), [job], []);
        await job.UnregisterAsync();

        await RegisterAgainAsync(worker, newProcess: true);
        await job.RegisterAsync();

        Assert.Equal([attempt], (await worker.HeartbeatAsync()).Release);
        Assert.Empty(await job.ListAsync());
    }

    [Fact]
    public async Task OrphanThatDisappears_IsNotAdopted()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, PartitionAttemptId attempt, TestJob job) = await WithMemoryLostAsync(plane);
        worker.Mislay(attempt);
        await worker.RegisterAsync();

        Assert.Equal([attempt], worker.Orders);
        await job.RegisterAsync();

        Assert.Empty(await job.ListAsync());
    }

    private static async Task<(TestWorker Worker, TestJob Job, PartitionAttemptId Attempt)> WithOneAsync(TestPlane plane)
    {
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        return (worker, job, await job.AllocateOneAsync(0));
    }

    // A control plane without a journal has restarted: the worker has data of a job that nobody has heard of yet.
    private static async Task<(TestWorker Worker, PartitionAttemptId Attempt, TestJob Job)> WithMemoryLostAsync(TestPlane plane)
    {
        TestJob job = new(plane, new JobId(Guid.NewGuid()));
        PartitionAttemptId attempt = AttemptFromBefore(job);
        TestWorker worker = new(plane, new WorkerId(Guid.NewGuid()), "host-a");
        worker.Store(attempt);
        await worker.RegisterAsync();
        return (worker, attempt, job);
    }

    private static PartitionAttemptId AttemptFromBefore(TestJob job) => new(new DataPartitionId(job.Id, job.DataSet, DataPartitionKind.Map, 0), 0, 17);

    private static async Task RegisterAgainAsync(TestWorker worker, bool newProcess)
    {
        if (newProcess)
        {
            worker.Restart();
        }

        await worker.RegisterAsync();
    }
}
