using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims.Reduce;

/// <summary>What becomes of a contribution when processes of its workers end, and what inventories say of its shares.</summary>
public class ShareLossTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(3);
    private static readonly PartitionEventKind[] Failed = [PartitionEventKind.Failed];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task WorkerThatGoes_WhileSomeSharesAreMissing_FailsTheAttempt(int goes)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.CommitAsync(0);

        await contribution.Holders[goes].LeaveAsync();
        await contribution.CommitAsync(2);

        Assert.Equal(Failed, await contribution.EventsAsync());
        Assert.Equal([contribution.Attempt], (await contribution.Holders[2].HeartbeatAsync()).Release);
        contribution.Holders[goes].Restart();
        Assert.Equal(goes == 0 ? [contribution.Attempt] : [], (await contribution.Holders[goes].RegisterAsync()).Release);
    }

    [Fact]
    public async Task SilentWorker_FailsTheAttempt_AndItsLateCommitIsRefused()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.CommitAsync(0, 1);

        await plane.LiveAsync(Silence, [contribution.Job], contribution.Holders[..2]);
        await contribution.Holders[2].RegisterAsync();
        await contribution.CommitAsync(2);

        Assert.Equal(Failed, await contribution.EventsAsync());
        Assert.All(await contribution.OrdersAsync(), orders => Assert.Equal([contribution.Attempt], orders));
    }

    [Fact]
    public async Task GoneWorker_OfACommittedAttempt_MayReturnInTime_AndIsRelocated()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.CommitAllAsync();
        TestWorker moved = contribution.Holders[1];
        await moved.LeaveAsync();
        await plane.LiveAsync(Window - TimeSpan.FromSeconds(10), [contribution.Job], [contribution.Holders[0], contribution.Holders[2]]);

        moved.Restart();
        moved.DataPort = 7001;
        await moved.RegisterAsync();

        Assert.Equal([PartitionEventKind.Committed, PartitionEventKind.Relocated], await contribution.EventsAsync());
        PartitionStatus status = Assert.Single(await contribution.Job.ListAsync());
        Assert.Equal(contribution.Holders.Select(holder => holder.Location), status.Allocation.Locations);
        Assert.Equal((PartitionState.Committed, contribution.Receipt), (status.State, status.Receipt));
    }

    [Fact]
    public async Task GoneWorker_ThatDoesNotReturn_LosesTheAttempt_AndTheOthersAreOrderedToDeleteTheirs()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.CommitAllAsync();
        TestWorker[] others = [contribution.Holders[0], contribution.Holders[2]];

        await plane.LiveAsync(Silence + Window - TimeSpan.FromSeconds(10), [contribution.Job], others);
        Assert.Equal([PartitionEventKind.Committed], await contribution.EventsAsync());
        await plane.LiveAsync(TimeSpan.FromSeconds(10), [contribution.Job], others);

        Assert.Equal([PartitionEventKind.Committed, PartitionEventKind.Lost], await contribution.EventsAsync());
        Assert.All(others, other => Assert.Equal([contribution.Attempt], other.Orders));
        Assert.Equal([contribution.Attempt], (await contribution.Holders[1].RegisterAsync()).Release);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CommittedShare_AbsentFromTheInventory_LosesTheAttempt(bool newProcess)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.CommitAllAsync();
        contribution.Holders[1].Mislay(contribution.Attempt);

        await RegisterAgainAsync(contribution.Holders[1], newProcess);

        Assert.Equal([PartitionEventKind.Committed, PartitionEventKind.Lost], await contribution.EventsAsync());
        Assert.Equal([contribution.Attempt], (await contribution.Holders[0].HeartbeatAsync()).Release);
        Assert.Equal([contribution.Attempt], (await contribution.Holders[2].HeartbeatAsync()).Release);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CommittedShare_AbsentWhileOthersAreMissing_FailsTheAttempt(bool newProcess)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.CommitAsync(1);
        contribution.Holders[1].Mislay(contribution.Attempt);

        await RegisterAgainAsync(contribution.Holders[1], newProcess);

        Assert.Equal(Failed, await contribution.EventsAsync());
        Assert.Equal([contribution.Attempt], (await contribution.Holders[0].HeartbeatAsync()).Release);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RestartedWorker_IsNotAcceptedAsTheOldOne(bool newProcess)
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        await contribution.CommitAsync(0, 2);

        await RegisterAgainAsync(contribution.Holders[1], newProcess);
        await contribution.CommitAsync(1);

        // The same process still has its writer; a new one has no right to the allocation of the old one.
        Assert.Equal(newProcess ? PartitionState.Failed : PartitionState.Committed, await contribution.StateAsync());
        Assert.Equal(newProcess, (await contribution.Holders[1].HeartbeatAsync()).Release.Count == 1);
    }

    [Fact]
    public async Task ShareThatANewProcessBrings_Counts_AndIsFoundAtItsNewPlace()
    {
        await using TestPlane plane = await TestPlane.StartAsync();
        Contribution contribution = await Contribution.AllocateAsync(plane);
        contribution.Holders[1].Store(contribution.Attempt);
        await RegisterAgainAsync(contribution.Holders[1], newProcess: true);
        Assert.Equal(PartitionState.Writing, await contribution.StateAsync());

        await contribution.CommitAsync(0, 2);

        PartitionStatus status = Assert.Single(await contribution.Job.ListAsync());
        Assert.Equal((PartitionState.Committed, contribution.Receipt), (status.State, status.Receipt));
        Assert.Equal(contribution.Holders.Select(holder => holder.Location), status.Allocation.Locations);
        Assert.Equal([PartitionEventKind.Relocated, PartitionEventKind.Committed], await contribution.EventsAsync());
    }

    [Fact]
    public async Task LossOnOneWorker_TouchesNoOtherContribution()
    {
        await using TestPlane plane = await TestPlane.StartAsync(options => options.MaxWorkersPerReduceDataSet = 2);
        TestWorker[] workers = await plane.AddWorkersAsync(3);
        TestJob job = await plane.AddJobAsync();
        Contribution before = await Contribution.AllocateAsync(job, workers);
        await before.CommitAllAsync();
        await before.Holders[1].LeaveAsync();
        Contribution after = await Contribution.AllocateAsync(job, workers, index: 1);
        await after.CommitAllAsync();

        await plane.LiveAsync(Window, [job], after.Holders);

        Assert.Equal(PartitionState.Lost, await before.StateAsync());
        Assert.Equal(PartitionState.Committed, await after.StateAsync());
        Assert.Equal([before.Attempt], before.Holders[0].Orders);
    }

    private static Task<WorkerRegistrationReply> RegisterAgainAsync(TestWorker worker, bool newProcess)
    {
        if (newProcess)
        {
            worker.Restart();
        }

        return worker.RegisterAsync();
    }
}
