using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims;

/// <summary>
/// A worker keeps a damaged file for a person to look at. It may do so as long as somebody remembers the attempt, and is told to delete it when nobody does.
/// </summary>
public class DamageReleaseTests
{
    [Fact]
    public async Task Damage_IsALoss_AndTheFileStaysWhileTheAttemptIsListed()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithCommittedAsync(plane);

        await worker.Damage(attempt).HeartbeatAsync();

        Assert.Equal([PartitionEventKind.Committed, PartitionEventKind.Lost], await job.EventKindsAsync(attempt));
        Assert.Equal(PartitionState.Lost, await job.StateOfAsync(attempt));
        Assert.Empty(worker.Orders);
    }

    [Theory]
    [InlineData("released")]
    [InlineData("allocated anew")]
    [InlineData("job ended")]
    [InlineData("job expired")]
    public async Task ForgottenLoss_IsOrderedReleased_UntilItsWorkerConfirms(string how)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithCommittedAsync(plane);
        await worker.Damage(attempt).HeartbeatAsync();

        await ForgetAsync(plane, worker, job, how);

        Assert.Equal([attempt], (await worker.HeartbeatAsync()).Release);
        Assert.Equal([attempt], (await worker.HeartbeatAsync()).Release);
        worker.Obey();
        Assert.Empty((await worker.HeartbeatAsync()).Release);
        Assert.Empty(worker.SetAside);
    }

    [Fact]
    public async Task Release_IsIdempotent()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithCommittedAsync(plane);
        await worker.Damage(attempt).HeartbeatAsync();

        await job.ReleaseAsync(attempt, attempt);
        Assert.Null(await job.StateOfAsync(attempt));
        await worker.HeartbeatAsync();
        worker.Obey();
        await worker.HeartbeatAsync();
        await job.ReleaseAsync(attempt);

        Assert.Empty((await worker.HeartbeatAsync()).Release);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DamageFoundAfterTheRelease_DoesNotCountAsItsConfirmation(bool jobEnds)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithCommittedAsync(plane);
        await (jobEnds ? job.UnregisterAsync() : job.ReleaseAsync(attempt));

        Assert.Equal([attempt], (await worker.Damage(attempt).HeartbeatAsync()).Release);

        worker.Obey();
        Assert.Empty((await worker.HeartbeatAsync()).Release);
    }

    [Fact]
    public async Task DamageOfWhatNobodyRemembers_IsOrderedReleased()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob stranger = new(plane, new JobId(Guid.NewGuid()));
        PartitionAttemptId attempt = new(new DataPartitionId(stranger.Id, stranger.DataSet, DataPartitionKind.Map, 0), 0, 17);

        Assert.Equal([attempt], (await worker.Damage(attempt).HeartbeatAsync()).Release);
    }

    [Fact]
    public async Task DamageOfAnEndedJob_IsOrderedReleased_ByAControlPlaneThatHasForgottenTheWorker()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithCommittedAsync(plane);
        await worker.Damage(attempt).HeartbeatAsync();
        await worker.LeaveAsync();
        await job.UnregisterAsync();
        await plane.AdvanceAsync(plane.Options.WorkerRecoveryWindow + TimeSpan.FromSeconds(1));
        Assert.False(await plane.KnowsAsync(worker.Id));

        worker.Restart();
        await worker.RegisterAsync();

        Assert.Equal([attempt], (await worker.HeartbeatAsync()).Release);
        worker.Obey();
        Assert.Empty((await worker.HeartbeatAsync()).Release);
        Assert.Empty(worker.SetAside);
    }

    [Fact]
    public async Task DamageThatARegistrationCovers_IsOrderedReleased()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob stranger = new(plane, new JobId(Guid.NewGuid()));
        PartitionAttemptId attempt = new(new DataPartitionId(stranger.Id, stranger.DataSet, DataPartitionKind.Map, 0), 0, 17);

        await worker.Damage(attempt).BringInventoryAsync();

        Assert.Equal([attempt], (await worker.HeartbeatAsync()).Release);
    }

    [Fact]
    public async Task DamageOfAnAttemptOfWhichNothingShouldBeLeft_IsOrderedReleased()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId attempt = await job.AllocateOneAsync(0);
        await worker.Fail(attempt).HeartbeatAsync();
        worker.Restart();
        worker.FindDamagedAtTheStart(attempt);

        await worker.RegisterAsync();

        Assert.Equal([attempt], (await worker.HeartbeatAsync()).Release);
        worker.Obey();
        Assert.Empty((await worker.HeartbeatAsync()).Release);
        Assert.Equal(PartitionState.Failed, await job.StateOfAsync(attempt));
    }

    [Fact]
    public async Task DamageOfAListedAttempt_ToldAfterEachRegistration_StaysForAPersonToLookAt()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithCommittedAsync(plane);
        await worker.Damage(attempt).HeartbeatAsync();

        await worker.BringInventoryAsync();

        Assert.Empty((await worker.HeartbeatAsync()).Release);
        Assert.Equal([attempt], worker.SetAside);
        Assert.Equal([PartitionEventKind.Committed, PartitionEventKind.Lost], await job.EventKindsAsync(attempt));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DamageFoundAtTheStart_IsOrderedReleased_WhenTheJobEnds(bool jobEndsBefore)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithCommittedAsync(plane);
        worker.Restart();
        worker.FindDamagedAtTheStart(attempt);
        if (jobEndsBefore)
        {
            await job.UnregisterAsync();
            await worker.RegisterAsync();
        }
        else
        {
            await worker.RegisterAsync();
            await job.UnregisterAsync();
        }

        Assert.Equal([attempt], (await worker.HeartbeatAsync()).Release);
    }

    [Fact]
    public async Task FailedAttempt_OfWhichItsWorkerKeepsNothing_IsNotOrderedReleased()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        TestWorker worker = await plane.AddWorkerAsync();
        TestJob job = await plane.AddJobAsync();
        PartitionAttemptId attempt = await job.AllocateOneAsync(0);
        await worker.Fail(attempt).HeartbeatAsync();

        await job.ReleaseAsync(attempt);

        Assert.Empty((await worker.HeartbeatAsync()).Release);
    }

    [Fact]
    public async Task OrderForDamage_OutlivesARestartOfTheControlPlane()
    {
        await using TestPlane plane = await TestPlane.StartDurableAsync();
        (TestWorker worker, TestJob job, PartitionAttemptId attempt) = await WithCommittedAsync(plane);
        await worker.Damage(attempt).HeartbeatAsync();

        await plane.RestartAsync();
        await job.ReleaseAsync(attempt);
        await plane.RestartAsync();

        Assert.Equal([attempt], (await worker.ReturnAsync()).Release);
    }

    private static async Task ForgetAsync(TestPlane plane, TestWorker worker, TestJob job, string how)
    {
        switch (how)
        {
            case "released":
                await job.ReleaseAsync([.. (await job.ListAsync()).Select(status => status.Allocation.Attempt)]);
                break;
            case "allocated anew":
                await job.AllocateOneAsync(0, attempt: 1);
                break;
            case "job ended":
                await job.UnregisterAsync();
                break;
            default:
                await plane.LiveAsync(TimeSpan.FromMinutes(10), [], [worker]);
                Assert.Equal(0, await plane.JobCountAsync());
                break;
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
