using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims.Inspection;

/// <summary>What an operator ends without speaking for a job.</summary>
public class OperatorTests
{
    [Fact]
    public async Task ReleasedJob_IsGone_AndItsDataIsOrderedDeleted()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId attempt = await job.AllocateOneAsync(0);
        await worker.Commit(attempt).HeartbeatAsync();

        await plane.Plane.ReleaseJobAsync(job.Id, default);

        await Refused.WithAsync(ShuffleErrorCode.JobNotFound, job.HeartbeatAsync);
        Assert.Equal([attempt], (await worker.HeartbeatAsync()).Release);
        await Refused.WithAsync(ShuffleErrorCode.JobNotFound, () => plane.Plane.ReleaseJobAsync(job.Id, default));
    }

    [Fact]
    public async Task ReleasedAttempt_IsLostToItsJobMaster_AndDeletedEverywhere()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.CommitAllAsync();

        await ReleaseAsync(plane, contribution.Attempt);

        Assert.Equal([PartitionEventKind.Committed, PartitionEventKind.Lost], await contribution.EventsAsync());
        Assert.Null(await contribution.StateAsync());
        Assert.All(await contribution.OrdersAsync(), orders => Assert.Equal([contribution.Attempt], orders));
    }

    [Fact]
    public async Task ReleasedAttempt_ThatIsBeingWritten_HasFailed()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId attempt = await job.AllocateOneAsync(0);
        await worker.Write(attempt).HeartbeatAsync();

        await ReleaseAsync(plane, attempt);

        Assert.Equal([PartitionEventKind.Failed], await job.EventKindsAsync(attempt));
        Assert.Equal([attempt], (await worker.HeartbeatAsync()).Release);
        PartitionAttemptId next = await job.AllocateOneAsync(0, attempt: 1);
        Assert.True(next.Epoch > attempt.Epoch);
    }

    [Fact]
    public async Task ReleasingTwice_IsNoError_UnlessItIsForgotten()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId attempt = await job.AllocateOneAsync(0);
        await worker.Commit(attempt).HeartbeatAsync();
        await job.ReleaseAsync(attempt);

        await ReleaseAsync(plane, attempt);

        Assert.Equal([PartitionEventKind.Committed], await job.EventKindsAsync(attempt));
        await worker.HeartbeatAsync();
        worker.Obey();
        await worker.HeartbeatAsync();
        await Refused.WithAsync(ShuffleErrorCode.PartitionNotFound, () => ReleaseAsync(plane, attempt));
    }

    [Fact]
    public async Task AnotherEpoch_IsNotReleased()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId attempt = await job.AllocateOneAsync(0);

        await Refused.WithAsync(ShuffleErrorCode.PartitionNotFound, () => ReleaseAsync(plane, attempt with { Epoch = attempt.Epoch - 1 }));

        Assert.Equal(PartitionState.Allocated, await job.StateOfAsync(attempt));
    }

    private static Task ReleaseAsync(TestPlane plane, PartitionAttemptId attempt) => ((IServiceInspection)plane.Plane).ReleaseAttemptAsync(
        attempt.Partition.Job, attempt.Partition.DataSet, attempt.Partition.PartitionIndex, attempt.Attempt, attempt.Epoch, default);
}
