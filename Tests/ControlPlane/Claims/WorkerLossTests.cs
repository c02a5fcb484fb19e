using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims;

public class WorkerLossTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task SilentWorker_FailsWhatIsBeingWritten_AndKeepsWhatIsCommitted()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestJob job, TestWorker worker, PartitionAttemptId committed, PartitionAttemptId writing, PartitionAttemptId allocated) = await WithThreeAsync(plane);

        await plane.LiveAsync(Silence, [job], []);

        Assert.Equal([PartitionEventKind.Failed], await job.EventKindsAsync(writing));
        Assert.Equal([PartitionEventKind.Failed], await job.EventKindsAsync(allocated));
        Assert.Equal([PartitionEventKind.Committed], await job.EventKindsAsync(committed));
        await Refused.WithAsync(ShuffleErrorCode.WorkerNotRegistered, worker.HeartbeatAsync);
    }

    [Fact]
    public async Task WorkerThatReturnsInTime_LosesNothing_AndItsPartitionsAreRelocated()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestJob job, TestWorker worker, PartitionAttemptId committed, _, _) = await WithThreeAsync(plane);
        await plane.LiveAsync(Silence + Window - TimeSpan.FromSeconds(10), [job], []);

        worker.Restart();
        worker.DataPort = 7001;
        WorkerRegistrationReply reply = await worker.RegisterAsync();
        await plane.LiveAsync(Silence + Window, [job], [worker]);

        Assert.Empty(reply.Release);
        Assert.Equal([PartitionEventKind.Committed, PartitionEventKind.Relocated], await job.EventKindsAsync(committed));
        PartitionStatus status = (await job.ListAsync()).Single(s => s.Allocation.Attempt == committed);
        Assert.Equal(PartitionState.Committed, status.State);
        Assert.Equal(worker.Location, Assert.Single(status.Allocation.Locations));
        Assert.Equal(TestWorker.ReceiptOf(committed), status.Receipt);
    }

    [Fact]
    public async Task WorkerThatDoesNotReturn_LosesExactlyItsPartitions()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestJob job, TestWorker worker, PartitionAttemptId committed, _, _) = await WithThreeAsync(plane);
        TestWorker other = await plane.AddWorkerAsync("host-b");
        worker.Load = worker.Load with { AcceptsWrites = false };
        await worker.HeartbeatAsync();
        PartitionAttemptId elsewhere = await job.AllocateOneAsync(10);
        await other.Commit(elsewhere).HeartbeatAsync();

        await plane.LiveAsync(Silence + Window - TimeSpan.FromSeconds(10), [job], [other]);
        Assert.Equal([PartitionEventKind.Committed], await job.EventKindsAsync(committed));
        await plane.LiveAsync(TimeSpan.FromSeconds(10), [job], [other]);

        IReadOnlyList<PartitionEvent> events = (await job.EventsAsync()).Events;
        Assert.Equal([committed], events.Where(e => e.Kind == PartitionEventKind.Lost).Select(e => e.Attempt));
        Assert.Equal(PartitionState.Committed, await job.StateOfAsync(elsewhere));
        Assert.False(await plane.KnowsAsync(worker.Id));
    }

    [Fact]
    public async Task WorkerThatReturnsTooLate_IsToldToDeleteWhatWasGivenUp()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestJob job, TestWorker worker, PartitionAttemptId committed, _, _) = await WithThreeAsync(plane);
        await plane.LiveAsync(Silence + Window, [job], []);

        WorkerRegistrationReply reply = await worker.RegisterAsync();

        Assert.Equal([committed], reply.Release);
        Assert.Equal(PartitionState.Lost, await job.StateOfAsync(committed));
    }

    [Fact]
    public async Task WorkerThatLeaves_IsGoneAtOnce_AndItsDataMayReturn()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestJob job, TestWorker worker, PartitionAttemptId committed, PartitionAttemptId writing, _) = await WithThreeAsync(plane);

        await worker.LeaveAsync();

        Assert.Equal([PartitionEventKind.Failed], await job.EventKindsAsync(writing));
        await plane.LiveAsync(Window - TimeSpan.FromSeconds(10), [job], []);
        worker.Restart();
        await worker.RegisterAsync();
        Assert.Equal([PartitionEventKind.Committed, PartitionEventKind.Relocated], await job.EventKindsAsync(committed));
    }

    [Fact]
    public async Task GoodbyeOfAnEarlierProcess_IsIgnored()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        WorkerIncarnationId earlier = worker.Incarnation;
        worker.Restart();
        await worker.RegisterAsync();

        await plane.Plane.LeaveAsync(new WorkerLeave(worker.Id, earlier), CancellationToken.None);

        await worker.HeartbeatAsync();
    }

    [Fact]
    public async Task SameProcessThatWasOnlySilent_ReturnsWithoutRelocation_AndItsStaleCommitIsRefused()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestJob job, TestWorker worker, PartitionAttemptId committed, PartitionAttemptId writing, _) = await WithThreeAsync(plane);
        await plane.LiveAsync(Silence, [job], []);
        await worker.RegisterAsync();

        await worker.Commit(writing).HeartbeatAsync();

        Assert.Equal([PartitionEventKind.Committed], await job.EventKindsAsync(committed));
        Assert.Equal([PartitionEventKind.Failed], await job.EventKindsAsync(writing));
        Assert.Equal([writing], worker.Orders);
    }

    [Fact]
    public async Task ReportedChanges_AreAppliedOnce()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId attempt = await job.AllocateOneAsync(0);
        worker.Commit(attempt).Damage(attempt);

        await worker.SendAsync();
        await worker.SendAsync();
        WorkerHeartbeatReply reply = await worker.HeartbeatAsync();

        Assert.Equal(2, reply.AcknowledgedSequence);
        Assert.Equal([PartitionEventKind.Committed, PartitionEventKind.Lost], await job.EventKindsAsync(attempt));
    }

    [Fact]
    public async Task SkippedChange_MakesTheWorkerRegisterAgain()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId attempt = await job.AllocateOneAsync(0);
        await worker.Write(attempt).HeartbeatAsync();
        PartitionChange third = new(3, PartitionChangeKind.Committed, attempt, 4, TestWorker.ReceiptOf(attempt), string.Empty);

        await Refused.WithAsync(
            ShuffleErrorCode.WorkerNotRegistered,
            () => plane.Plane.HeartbeatWorkerAsync(new WorkerHeartbeat(worker.Id, worker.Incarnation, worker.Load, [third]), CancellationToken.None));
        Assert.Equal(PartitionState.Writing, await job.StateOfAsync(attempt));
    }

    private static async Task<(TestJob, TestWorker, PartitionAttemptId Committed, PartitionAttemptId Writing, PartitionAttemptId Allocated)> WithThreeAsync(
        TestPlane plane)
    {
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId committed = await job.AllocateOneAsync(0);
        PartitionAttemptId writing = await job.AllocateOneAsync(1);
        PartitionAttemptId allocated = await job.AllocateOneAsync(2);
        await worker.Commit(committed).Write(writing).HeartbeatAsync();
        return (job, worker, committed, writing, allocated);
    }
}
