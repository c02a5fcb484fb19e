using System.Text.Json;
using ShuffleOrleans.ControlPlane.Groups;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Tests.ControlPlane.Groups;

public sealed class PartitionGroupTests
{
    private const long Life = 1000;
    private const long Founding = 500;
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000);
    private static readonly PartitionGroupId Id = new(new JobId(Guid.NewGuid()), new DataSetId(Guid.NewGuid()), 1);
    private static readonly WorkerLocation Worker = new(new WorkerId(Guid.NewGuid()), new WorkerIncarnationId(Guid.NewGuid()), "host", 7000);
    private static readonly PartitionReceipt Receipt = new(1, 2, 3, 4);

    private readonly PartitionGroup _group = Entered(null);

    [Fact]
    public void AnAllocation_IsAChangeThatItsWorkerHasToMeet()
    {
        PartitionAttemptId attempt = Allocate(_group);

        Assert.True(_group.HasChanges);
        Assert.Equal([Worker.Worker], _group.ChangedWorkers);
        Assert.Equal(1, _group.HeldCount(Worker.Worker));
        Assert.Equal(Life + 1, attempt.Epoch);
        Assert.Equal(1, _group.AttemptCount);
    }

    [Fact]
    public void AnAllocationThatStands_IsGivenAgainAndChangesNothing()
    {
        PartitionAttemptId attempt = Allocate(_group);
        Settle(_group);

        Assert.Equal(attempt, Allocate(_group));
        Assert.False(_group.HasChanges);
    }

    [Fact]
    public void WhatWasAssignedToAnEarlierProcess_FailsWhenItsWorkerIsMet()
    {
        PartitionAttemptId attempt = Allocate(_group);

        _group.Meet(Worker.Worker, _group.Version, isKnown: true, Worker with { Incarnation = new WorkerIncarnationId(Guid.NewGuid()) }, Now);

        Assert.Equal([(PartitionEventKind.Failed, attempt)], _group.Untold.Select(news => (news.Kind, news.Attempt)));
    }

    [Fact]
    public void WhatWasAssignedToAWorkerThatHasGoneMeanwhile_Fails()
    {
        PartitionAttemptId attempt = Allocate(_group);

        _group.Meet(Worker.Worker, _group.Version, isKnown: true, location: null, Now);

        Assert.Equal([(PartitionEventKind.Failed, attempt)], _group.Untold.Select(news => (news.Kind, news.Attempt)));
    }

    [Fact]
    public void WhatWasAssignedToAForgottenWorker_FailsAndLeavesNoDuties()
    {
        PartitionAttemptId attempt = Allocate(_group);

        _group.Meet(Worker.Worker, _group.Version, isKnown: false, location: null, Now);

        Assert.Equal([(PartitionEventKind.Failed, attempt)], _group.Untold.Select(news => (news.Kind, news.Attempt)));
        Assert.Empty(_group.ChangedWorkers);
        Assert.Empty(_group.ReleaseOrders(Worker.Worker));
    }

    [Fact]
    public void AnAttemptThatIsMet_SurvivesTheNextProcessUntilThatIsReconciled()
    {
        PartitionAttemptId attempt = Allocate(_group);
        Settle(_group);
        WorkerLocation next = Worker with { Incarnation = new WorkerIncarnationId(Guid.NewGuid()) };
        Allocate(_group, index: 129);

        _group.Meet(Worker.Worker, _group.Version, isKnown: true, next, Now);
        Assert.DoesNotContain(_group.Untold, news => news.Attempt == attempt);
        _group.Reconcile(next, [new StoredPartition(attempt, 4, Receipt)], Now);

        Assert.Contains(_group.Untold, news => news.Attempt == attempt && news.Kind == PartitionEventKind.Committed);
    }

    [Fact]
    public void DutiesThatChangedWhileTheWorkerWasMet_AreGivenAgain()
    {
        Allocate(_group);
        long version = _group.Version;
        Allocate(_group, index: 129);

        _group.Meet(Worker.Worker, version, isKnown: true, Worker, Now);

        Assert.Equal([Worker.Worker], _group.ChangedWorkers);
    }

    [Fact]
    public void TheEndOfALife_LeavesOrdersAndNothingElse()
    {
        PartitionAttemptId attempt = Commit(_group);
        Settle(_group);

        long highest = _group.End(Life, Now);

        Assert.Equal(attempt.Epoch, highest);
        Assert.Equal(0, _group.AttemptCount);
        Assert.Equal([attempt], _group.ReleaseOrders(Worker.Worker));
        Assert.Empty(_group.Untold);
        Assert.Empty(_group.Describe()!.Partitions);
    }

    [Fact]
    public void TheLastConfirmedOrderAfterTheEnd_LeavesNothingToStore()
    {
        PartitionAttemptId attempt = Commit(_group);
        _group.End(Life, Now);
        Settle(_group);

        _group.Report(Worker, [Change(PartitionChangeKind.Released, attempt)], Now);

        Assert.True(_group.HasChanges);
        Assert.Null(_group.Describe());
    }

    [Fact]
    public void AForgottenWorkerAfterTheEnd_LeavesNothingToStore()
    {
        Commit(_group);
        _group.End(Life, Now);

        _group.WorkerForgotten(Worker.Worker, Now);

        Assert.Null(_group.Describe());
    }

    [Fact]
    public void ALifeThatHasEnded_IsNotEnteredAgain()
    {
        _group.End(Life, Now);

        ShuffleException error = Assert.Throws<ShuffleException>(() => _group.Enter(Life, Founding, Now));

        Assert.Equal(ShuffleErrorCode.JobNotFound, error.Code);
    }

    [Fact]
    public void ALaterLife_EndsTheEarlierOneAndKeepsItsOrders()
    {
        PartitionAttemptId earlier = Commit(_group);

        _group.Enter(Life + 100, Founding, Now);
        PartitionAttemptId later = Allocate(_group);

        Assert.Equal(Life + 101, later.Epoch);
        Assert.Equal([earlier], _group.ReleaseOrders(Worker.Worker));
        Assert.Equal(1, _group.AttemptCount);
    }

    [Fact]
    public void CommittedDataWithoutALife_IsUnclaimedUnlessItIsOrderedReleased()
    {
        PartitionAttemptId attempt = Commit(_group);
        PartitionAttemptId other = attempt with { Epoch = attempt.Epoch + 1 };
        _group.End(Life, Now);

        ReportOutcome outcome = _group.Reconcile(Worker, [new StoredPartition(attempt, 4, Receipt), new StoredPartition(other, 4, Receipt)], Now);

        Assert.Equal([other], outcome.Unclaimed.Select(stored => stored.Attempt));
        Assert.Empty(outcome.Unwanted);
    }

    [Fact]
    public void CommittedDataOlderThanTheMemory_IsAdopted()
    {
        PartitionAttemptId old = new(new DataPartitionId(Id.Job, Id.DataSet, DataPartitionKind.Map, 130), 0, Founding - 1);

        _group.Reconcile(Worker, [new StoredPartition(old, 4, Receipt)], Now);

        Assert.Equal([(PartitionEventKind.Committed, old)], _group.Untold.Select(news => (news.Kind, news.Attempt)));
    }

    [Fact]
    public void WhatIsStored_BringsItAllBackAndMeetsEverybodyAnew()
    {
        PartitionAttemptId committed = Commit(_group);
        PartitionAttemptId released = Commit(_group, index: 129);
        _group.Release(released, Now);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(_group.Describe()!, GroupJsonContext.Default.GroupDocument);

        PartitionGroup restored = Entered(JsonSerializer.Deserialize(json, GroupJsonContext.Default.GroupDocument));

        Assert.Equal(_group.Version, restored.Version);
        Assert.Equal([committed, released], restored.List(0, 10).Select(record => record.Attempt));
        Assert.Equal(_group.Untold, restored.Untold);
        Assert.Equal([released], restored.ReleaseOrders(Worker.Worker));
        Assert.Equal(1, restored.HeldCount(Worker.Worker));
        Assert.Equal([Worker.Worker], restored.ChangedWorkers);
        Assert.False(restored.HasChanges);
    }

    [Fact]
    public void WorkerOfAFailedAttempt_IsMetAnewToo_ForItMayNotHaveHeardOfTheFailure()
    {
        PartitionAttemptId attempt = Allocate(_group);
        _group.Report(Worker, [Change(PartitionChangeKind.Failed, attempt)], Now);

        PartitionGroup restored = Entered(_group.Describe());

        Assert.Equal([Worker.Worker], restored.ChangedWorkers);
        Assert.Equal(0, restored.HeldCount(Worker.Worker));
    }

    [Fact]
    public void VersionsGrowAlsoOverATimeInWhichNothingWasStored()
    {
        PartitionAttemptId attempt = Commit(_group);
        _group.End(Life, Now);
        _group.Report(Worker, [Change(PartitionChangeKind.Released, attempt)], Now);
        PartitionGroup later = new(Id, null);
        later.Enter(Life + 100, Founding, Now);

        later.Allocate(Request(), [Worker], Now + TimeSpan.FromSeconds(1));

        Assert.True(later.Version > _group.Version);
    }

    private static PartitionGroup Entered(GroupDocument? stored)
    {
        PartitionGroup group = new(Id, stored);
        group.Enter(Life, Founding, Now);
        return group;
    }

    private static void Settle(PartitionGroup group)
    {
        group.MarkStored();
        foreach (WorkerId worker in group.ChangedWorkers.ToArray())
        {
            group.Meet(worker, group.Version, isKnown: true, Worker, Now);
        }

        group.MarkTold(group.Untold.Count);
    }

    private static PartitionRequest Request(int index = 128) => new(Id.DataSet, DataPartitionKind.Map, index, 0, 4);

    private static PartitionAttemptId Allocate(PartitionGroup group, int index = 128) => group.Allocate(Request(index), [Worker], Now).Attempt;

    private static PartitionAttemptId Commit(PartitionGroup group, int index = 128)
    {
        PartitionAttemptId attempt = Allocate(group, index);
        group.Report(Worker, [Change(PartitionChangeKind.Committed, attempt)], Now);
        return attempt;
    }

    private static PartitionChange Change(PartitionChangeKind kind, PartitionAttemptId attempt)
        => new(1, kind, attempt, 4, kind == PartitionChangeKind.Committed ? Receipt : null, "");
}
