using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims;

public class ReleaseTests
{
    [Fact]
    public async Task Order_IsRepeated_UntilTheWorkerReportsIt_ThenForgotten()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithCommittedAsync(plane);

        await job.ReleaseAsync(attempt);
        Assert.Equal([attempt], (await worker.HeartbeatAsync()).Release);
        Assert.Equal([attempt], (await worker.HeartbeatAsync()).Release);
        Assert.Equal(PartitionState.Releasing, await job.StateOfAsync(attempt));
        worker.Obey();

        Assert.Empty((await worker.HeartbeatAsync()).Release);
        Assert.Null(await job.StateOfAsync(attempt));
    }

    [Fact]
    public async Task Release_IsIdempotent_AndUnknownAttemptsAreNoError()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithCommittedAsync(plane);
        PartitionAttemptId unknown = attempt with { Epoch = attempt.Epoch + 50 };
        PartitionAttemptId otherPartition = attempt with { Partition = attempt.Partition with { PartitionIndex = 9 } };

        await job.ReleaseAsync(attempt, attempt, unknown, otherPartition);
        await job.ReleaseAsync(attempt);
        await worker.HeartbeatAsync();
        worker.Obey();
        await worker.HeartbeatAsync();
        await job.ReleaseAsync(attempt);

        Assert.Empty((await worker.HeartbeatAsync()).Release);
        Assert.Empty(await job.ListAsync());
    }

    [Fact]
    public async Task ReleasedPartition_StillGrowsItsEpoch()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithCommittedAsync(plane);
        await job.ReleaseAsync(attempt);
        await worker.HeartbeatAsync();
        worker.Obey();
        await worker.HeartbeatAsync();

        PartitionAttemptId again = await job.AllocateOneAsync(0);

        Assert.True(again.Epoch > attempt.Epoch);
    }

    [Fact]
    public async Task LateCommit_AfterTheRelease_DoesNotBringItBack()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId attempt = await job.AllocateOneAsync(0);
        await job.ReleaseAsync(attempt);

        await worker.Commit(attempt).HeartbeatAsync();

        Assert.Equal(PartitionState.Releasing, await job.StateOfAsync(attempt));
        Assert.Equal([attempt], worker.Orders);
    }

    [Fact]
    public async Task OrdersOfAWorkerThatNeverReturns_AreForgotten()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (_, TestJob job, PartitionAttemptId attempt) = await WithCommittedAsync(plane);
        await job.ReleaseAsync(attempt);

        await plane.LiveAsync(TimeSpan.FromMinutes(5), [job], []);

        Assert.Empty(await job.ListAsync());
        Assert.Equal(0, await plane.WorkerCountAsync());
    }

    [Fact]
    public async Task LongListOfOrders_IsWorkedOff()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        for (int batch = 0; batch < 3; batch++)
        {
            await job.AllocateAsync([.. Enumerable.Range(batch * 1000, 1000).Select(index => job.Request(index))]);
        }

        await job.UnregisterAsync();
        for (int round = 0; round < 4; round++)
        {
            await worker.HeartbeatAsync();
            Assert.Equal(round < 3 ? 1000 : 0, worker.Orders.Count);
            worker.Obey();
        }
    }

    private static async Task<(TestWorker Worker, TestJob Job, PartitionAttemptId Attempt)> WithCommittedAsync(TestPlane plane)
    {
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId attempt = await job.AllocateOneAsync(0);
        await worker.Commit(attempt).HeartbeatAsync();
        return (worker, job, attempt);
    }
}
