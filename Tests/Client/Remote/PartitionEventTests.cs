using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.ControlPlane;

namespace ShuffleOrleans.Tests.Client.Remote;

/// <summary>The engine hears of every loss once and finds every partition that moved, over lost connections and missed events.</summary>
public sealed class PartitionEventTests
{
    [Fact]
    public async Task Loss_IsToldOnce_HoweverOftenItIsReported()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        await harness.RegisterPartitionsAsync(3);
        await harness.TellAsync(Names.Event(11, PartitionEventKind.Lost, 1), Names.Event(12, PartitionEventKind.Lost, 1));
        await TakeLossAsync(harness, Names.Result(1));

        await harness.TellAsync(Names.Event(13, PartitionEventKind.Lost, 1), Names.Event(14, PartitionEventKind.Lost, 2));

        await TakeLossAsync(harness, Names.Result(2));
        Assert.False(harness.Master.TryGetCurrentDescriptor(Names.Job, Names.Result(1), out _));
        Assert.True(harness.Master.TryGetCurrentDescriptor(Names.Job, Names.Result(0), out _));
    }

    [Fact]
    public async Task Losses_AreToldOneCallAtATime()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        await harness.RegisterPartitionsAsync(3);
        await harness.TellAsync(Names.Event(11, PartitionEventKind.Lost, 0));
        ScriptedCall<IReadOnlyCollection<ResultPartitionId>, bool> first = await harness.Engine.Losses.NextAsync();

        await harness.TellAsync(Names.Event(12, PartitionEventKind.Lost, 1));
        await harness.TellAsync(Names.Event(13, PartitionEventKind.Lost, 2));
        ScriptedCall<PartitionEventQuery, PartitionEventBatch> poll = await harness.ControlPlane.Polls.NextAsync();
        int callsWhileTheFirstRan = harness.Engine.Losses.Count;
        first.Reply(true);

        Assert.Equal(1, callsWhileTheFirstRan);
        Assert.Equal(13, poll.Request.AfterSequence);
        Assert.Equal([Names.Result(1), Names.Result(2)], (await harness.Engine.Losses.NextAsync()).Request);
    }

    [Fact]
    public async Task LossBeforeTheAllocationsReply_IsToldAfterIt()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        Task<ShuffleDescriptor> asked = harness.AskForPartition(0);
        await harness.Time.PassAsync(MasterHarness.GatherTime);
        ScriptedCall<PartitionAllocationRequest, PartitionAllocationReply> call = await harness.ControlPlane.Allocations.NextAsync();
        await harness.TellAsync(Names.Event(11, PartitionEventKind.Lost, 0));
        ScriptedCall<PartitionEventQuery, PartitionEventBatch> poll = await harness.ControlPlane.Polls.NextAsync();
        Assert.Equal((11, 0), (poll.Request.AfterSequence, harness.Engine.Losses.Count));

        call.Reply(new([Names.Allocation(0)]));

        await asked;
        await TakeLossAsync(harness, Names.Result(0));
    }

    [Fact]
    public async Task LossOfAReplacedOrReleasedAllocation_IsNotTold()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        ShuffleDescriptor[] descriptors = await harness.RegisterPartitionsAsync(3, epoch: 5);
        Task released = harness.Master.ReleasePartitionExternallyAsync(descriptors[1]);

        await harness.TellAsync(
            Names.Event(11, PartitionEventKind.Lost, 0, epoch: 4),
            Names.Event(12, PartitionEventKind.Lost, 1, epoch: 5),
            Names.Event(13, PartitionEventKind.Lost, 2, epoch: 5));

        await TakeLossAsync(harness, Names.Result(2));
        Assert.True(harness.Master.TryGetCurrentDescriptor(Names.Job, Names.Result(0), out _));
        await harness.Time.PassAsync(MasterHarness.GatherTime);
        (await harness.ControlPlane.Releases.NextAsync()).Reply(true);
        await released;
    }

    [Fact]
    public async Task SameAttemptAllocatedAnew_CanBeLostAgain()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        await harness.RegisterPartitionsAsync(1);
        await harness.TellAsync(Names.Event(11, PartitionEventKind.Lost, 0));
        await TakeLossAsync(harness, Names.Result(0));
        await harness.RegisterPartitionsAsync(1, epoch: 2);
        Assert.True(harness.Master.TryGetCurrentDescriptor(Names.Job, Names.Result(0), out _));

        await harness.TellAsync(Names.Event(12, PartitionEventKind.Lost, 0, epoch: 2));

        await TakeLossAsync(harness, Names.Result(0));
    }

    [Fact]
    public async Task FailedAttempt_IsToldAsLost()
    {
        // Its worker may have died after it told the writer of the commit, and before it told the control plane.
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        await harness.RegisterPartitionsAsync(1);
        await harness.TellAsync(Names.Event(11, PartitionEventKind.Failed, 0));
        await TakeLossAsync(harness, Names.Result(0));
    }

    [Fact]
    public async Task Events_AreAcknowledgedByTheNextPoll_AfterTheRegistrationsSequence()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync(options => options.MaxEvents = 7);
        ScriptedCall<PartitionEventQuery, PartitionEventBatch> first = await harness.ControlPlane.Polls.NextAsync();
        first.Reply(Names.Batch(Names.Event(11, PartitionEventKind.Committed, 0), Names.Event(12, PartitionEventKind.Failed, 1)));

        ScriptedCall<PartitionEventQuery, PartitionEventBatch> second = await harness.ControlPlane.Polls.NextAsync();

        Assert.Equal(new PartitionEventQuery(Names.Job, Names.Instance, 10, 7, TimeSpan.FromSeconds(30)), first.Request);
        Assert.Equal(12, second.Request.AfterSequence);
        Assert.Equal(0, harness.Engine.Losses.Count);
    }

    [Fact]
    public async Task LostConnection_IsFollowedByAPause_AndTheSameQuestion()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        ScriptedCall<PartitionEventQuery, PartitionEventBatch> first = await harness.ControlPlane.Polls.NextAsync();
        first.Fail(new ShuffleException(ShuffleErrorCode.ControlPlaneUnavailable, "no answer"));
        await harness.Time.PassAsync(MasterHarness.RetryDelay);

        ScriptedCall<PartitionEventQuery, PartitionEventBatch> second = await harness.ControlPlane.Polls.NextAsync();

        Assert.Equal(first.Request, second.Request);
        Assert.Equal(0, harness.Engine.FatalErrorCount);
    }

    [Fact]
    public async Task EmptyAnswerBeforeItsTime_IsFollowedByAPause()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync(options => options.FirstRetryDelay = TimeSpan.FromMilliseconds(1));
        await harness.TellAsync();
        await harness.Time.WhenArmedAsync(MasterHarness.RetryDelay);
        int pollsBeforeThePause = harness.ControlPlane.Polls.Count;

        harness.Time.Advance(MasterHarness.RetryDelay);

        Assert.Equal(10, (await harness.ControlPlane.Polls.NextAsync()).Request.AfterSequence);
        Assert.Equal(1, pollsBeforeThePause);
    }

    [Fact]
    public async Task MissedEvents_AreMadeUpForByListing_PageByPage()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        await harness.RegisterPartitionsAsync(3);
        (await harness.ControlPlane.Polls.NextAsync()).Reply(new PartitionEventBatch([], Missed: true, 99));

        ScriptedCall<PartitionListRequest, PartitionListReply> first = await harness.ControlPlane.Lists.NextAsync();
        first.Reply(new([Status(0, PartitionState.Lost), Status(1, PartitionState.Committed, port: 7777)], 3, 99));
        ScriptedCall<PartitionListRequest, PartitionListReply> second = await harness.ControlPlane.Lists.NextAsync();
        second.Reply(new([Status(2, PartitionState.Lost)], 3, 99));
        ScriptedCall<PartitionEventQuery, PartitionEventBatch> poll = await harness.ControlPlane.Polls.NextAsync();

        Assert.Equal(new PartitionListRequest(Names.Job, null, 0, 1000), first.Request);
        Assert.Equal(2, second.Request.Skip);
        Assert.Equal(99, poll.Request.AfterSequence);
        await TakeLossAsync(harness, Names.Result(0), Names.Result(2));
        Assert.Equal(7777, PortOf(harness, 1));
    }

    [Fact]
    public async Task ListingThatFails_LosesNothing()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        await harness.RegisterPartitionsAsync(1);
        (await harness.ControlPlane.Polls.NextAsync()).Reply(new PartitionEventBatch([], Missed: true, 99));
        (await harness.ControlPlane.Lists.NextAsync()).Fail(new ShuffleException(ShuffleErrorCode.ControlPlaneUnavailable, "no answer"));
        await harness.Time.PassAsync(MasterHarness.RetryDelay);

        Assert.Equal(10, (await harness.ControlPlane.Polls.NextAsync()).Request.AfterSequence);
    }

    [Fact]
    public async Task RelocatedPartitions_AreFoundAtTheirNewPlace_WithOneListing()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        await harness.RegisterPartitionsAsync(2);
        await harness.TellAsync(Names.Event(11, PartitionEventKind.Relocated, 0), Names.Event(12, PartitionEventKind.Relocated, 1));

        ScriptedCall<PartitionListRequest, PartitionListReply> list = await harness.ControlPlane.Lists.NextAsync();
        list.Reply(new([Status(0, PartitionState.Committed, port: 7001), Status(1, PartitionState.Committed, epoch: 9, port: 7002)], 2, 12));
        await harness.ControlPlane.Polls.NextAsync();

        Assert.Equal(Names.DataSet, list.Request.DataSet);
        Assert.Equal(7001, PortOf(harness, 0));
        // Another epoch is another allocation than the one that was registered here.
        Assert.Equal(7000, PortOf(harness, 1));
        Assert.Equal(1, harness.ControlPlane.Lists.Count);
    }

    [Fact]
    public async Task ContributionOfWhichOneShareHasMoved_IsKnownAnewWithAllItsPlaces()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        await harness.RegisterPartitionsAsync(1);
        await harness.TellAsync(Names.Event(11, PartitionEventKind.Relocated, 0));
        PartitionStatus status = Status(0, PartitionState.Committed, port: 7000);
        WorkerLocation stays = status.Allocation.Locations[0];
        PartitionAllocation moved = status.Allocation with { Locations = [stays, stays with { DataPort = 7005 }, stays with { DataPort = 7006 }] };

        (await harness.ControlPlane.Lists.NextAsync()).Reply(new([status with { Allocation = moved }], 1, 11));
        await harness.ControlPlane.Polls.NextAsync();

        Assert.True(harness.Master.TryGetCurrentDescriptor(Names.Job, Names.Result(0), out ShuffleDescriptor? descriptor));
        Assert.Equal(moved.Locations, Assert.IsType<RemoteShuffleDescriptor>(descriptor).Allocation.Locations);
    }

    [Fact]
    public async Task CallbackThatFails_IsFatal()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        await harness.RegisterPartitionsAsync(1);
        await harness.TellAsync(Names.Event(11, PartitionEventKind.Lost, 0));
        var bug = new InvalidOperationException("the engine's bug");

        (await harness.Engine.Losses.NextAsync()).Fail(bug);

        Assert.Same(bug, await harness.Engine.FatalErrorAsync());
    }

    private static PartitionStatus Status(int index, PartitionState state, long epoch = 1, int port = 7000)
        => new(Names.Allocation(index, epoch, port), state, null);

    private static int PortOf(MasterHarness harness, int index)
    {
        Assert.True(harness.Master.TryGetCurrentDescriptor(Names.Job, Names.Result(index), out ShuffleDescriptor? descriptor));
        return Assert.IsType<RemoteShuffleDescriptor>(descriptor).Allocation.Locations[0].DataPort;
    }

    private static async Task TakeLossAsync(MasterHarness harness, params ResultPartitionId[] expected)
    {
        ScriptedCall<IReadOnlyCollection<ResultPartitionId>, bool> call = await harness.Engine.Losses.NextAsync();
        Assert.Equal(expected, call.Request);
        call.Reply(true);
    }
}
