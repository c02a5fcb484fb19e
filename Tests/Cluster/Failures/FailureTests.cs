using ShuffleOrleans.Tests.Cluster.Model;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.Cluster.Failures;

/// <summary>Silos that die or stop in the middle of a job, a storage that is away, an activation that must not be.</summary>
public class FailureTests
{
    private const int Partitions = 6;

    private readonly Faults _faults = new(seed: 1);

    [Theory]
    [InlineData("job", true)]
    [InlineData("job", false)]
    [InlineData("partitions", true)]
    [InlineData("worker", true)]
    [InlineData("worker directory", true)]
    public async Task SiloOfAGrain_Ends_AndNothingCommittedIsLostOrDoubled(string which, bool isKilled)
    {
        await using TestPlane plane = await TestPlane.StartAsync(siloCount: 3);
        (TestWorker worker, TestJob job) = (await plane.AddWorkerAsync(), await plane.AddJobAsync());
        PartitionAttemptId[] attempts = await AllocateAsync(job);
        await CommitAsync(worker, attempts[..3]);
        long heard = (await job.EventsAsync()).LastSequence;

        await plane.EndSiloOfAsync(GrainOf(plane, which, worker, attempts[0]), isKilled);

        await CommitAsync(worker, attempts[3..]);
        await _faults.RepeatAsync(async () => Assert.Equal(
            attempts.Select(attempt => (attempt, (PartitionState?)PartitionState.Committed)),
            (await job.ListAsync()).Select(status => (status.Allocation.Attempt, (PartitionState?)status.State))));
        PartitionEventBatch batch = await job.EventsAsync(heard);
        // What was told before may be told twice.
        Assert.True(batch.Missed || attempts[3..].ToHashSet().IsSubsetOf(batch.Events.Select(e => e.Attempt)));
        await EndAsync(plane, job, worker);
    }

    [Fact]
    public async Task StorageIsAway_ChangesAreRefused_HeartbeatsGoOn_AndARepeatedCallSucceeds()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job) = (await plane.AddWorkerAsync(), await plane.AddJobAsync());
        PartitionAttemptId[] attempts = await AllocateAsync(job);

        plane.Storage.IsAway = true;
        Assert.NotNull(await job.HeartbeatAsync());
        Assert.NotNull(await worker.HeartbeatAsync());
        Assert.Equal(Partitions, (await job.ListAsync()).Count);
        await Refused.WithAsync(ShuffleErrorCode.ControlPlaneUnavailable, () => worker.Commit(attempts[0]).HeartbeatAsync());
        await Refused.WithAsync(ShuffleErrorCode.ControlPlaneUnavailable, () => job.AllocateOneAsync(Partitions));
        plane.Storage.IsAway = false;

        await CommitAsync(worker, []);
        PartitionAttemptId late = default;
        await _faults.RepeatAsync(async () => late = await job.AllocateOneAsync(Partitions));
        Assert.Equal(PartitionState.Committed, await job.StateOfAsync(attempts[0]));
        Assert.Equal(PartitionState.Allocated, await job.StateOfAsync(late));
        await EndAsync(plane, job, worker);
    }

    [Theory]
    [InlineData("job")]
    [InlineData("partitions")]
    [InlineData("worker")]
    [InlineData("worker directory")]
    public async Task StaleActivation_LosesAtItsWrite_AndARepeatedCallSucceeds(string which)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job) = (await plane.AddWorkerAsync(), await plane.AddJobAsync());
        PartitionAttemptId[] attempts = await AllocateAsync(job);

        plane.Storage.WriteBehindTheBackOf(GrainOf(plane, which, worker, attempts[0]));
        await CommitAsync(worker, attempts);
        PartitionAttemptId[] others = [];
        await _faults.RepeatAsync(async () => others = await AllocateAsync(job, attempt: 1));

        Assert.All(attempts.Zip(others), pair => Assert.True(pair.Second.Epoch > pair.First.Epoch));
        Assert.Equal(Partitions, (await job.ListAsync()).Count(status => status.State == PartitionState.Committed));
        await EndAsync(plane, job, worker);
    }

    private static GrainId GrainOf(TestPlane plane, string which, TestWorker worker, PartitionAttemptId attempt) => which switch
    {
        "job" => plane.GrainOf(attempt.Partition.Job),
        "partitions" => plane.GrainOf(attempt.Partition),
        "worker" => plane.GrainOf(worker.Id),
        _ => plane.WorkerDirectory,
    };

    private static async Task<PartitionAttemptId[]> AllocateAsync(TestJob job, int attempt = 0)
        => [.. (await job.AllocateAsync([.. Enumerable.Range(0, Partitions).Select(index => job.Request(index, attempt))])).Select(given => given.Attempt)];

    private async Task CommitAsync(TestWorker worker, PartitionAttemptId[] attempts)
    {
        foreach (PartitionAttemptId attempt in attempts)
        {
            worker.Commit(attempt);
        }

        await _faults.RepeatAsync(worker.ReturnAsync);
    }

    private async Task EndAsync(TestPlane plane, TestJob job, TestWorker worker)
    {
        await _faults.RepeatAsync(job.UnregisterAsync);
        // What could not be carried out at once is tried again after a pause.
        await plane.AdvanceAsync(TimeSpan.FromSeconds(5));
        for (int round = 0; round < 3; round++)
        {
            await _faults.RepeatAsync(worker.ReturnAsync);
            worker.Obey();
        }

        Assert.Empty(worker.Stored);
        Assert.DoesNotContain(plane.Storage.Stored, stored => stored.State is "job" or "partitions");
    }
}
