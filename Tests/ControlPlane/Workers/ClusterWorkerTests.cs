using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Workers;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;
using static ShuffleOrleans.Tests.ControlPlane.Workers.Groups;

namespace ShuffleOrleans.Tests.ControlPlane.Workers;

public class ClusterWorkerTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly WorkerLocation Place = new(new WorkerId(Guid.NewGuid()), new WorkerIncarnationId(Guid.NewGuid()), "a", 7000);
    private static readonly WorkerLoad Load = new([], 0, 0, 0, 0, AcceptsWrites: true);

    [Fact]
    public void Report_CountsOnlyAfterTheInventory()
    {
        ClusterWorker worker = New();
        Assert.Equal(ShuffleErrorCode.WorkerNotRegistered, Refusal(worker, Place.Incarnation));
        Assert.Null(worker.Load);

        worker.Compared(Load);

        Assert.Null(Refusal(worker, Place.Incarnation));
        Assert.Equal(Load, worker.Load);
    }

    [Fact]
    public void NewProcess_DoesNotReport_BeforeItsOwnInventory()
    {
        ClusterWorker worker = Reporting();
        WorkerLocation next = Place with { Incarnation = new WorkerIncarnationId(Guid.NewGuid()) };

        worker.Register(next, "rack");

        Assert.Equal(ShuffleErrorCode.WorkerNotRegistered, Refusal(worker, next.Incarnation));
        Assert.Null(worker.Load);
    }

    [Fact]
    public void SameProcess_GoesOnReporting_WhileItsInventoryIsComparedAgain()
    {
        ClusterWorker worker = Reporting();
        worker.Register(Place, "rack");
        Assert.Null(Refusal(worker, Place.Incarnation));
    }

    [Fact]
    public void FirstReportAfterAnInventory_MayBeginAnywhere()
    {
        ClusterWorker worker = Reporting();
        worker.Machine.Apply(new WorkerReported(Place.Worker, 5));
        Assert.Throws<ShuffleException>(() => worker.Machine.NewChanges([Change(9, PartitionChangeKind.Released, Attempt(1))]));

        worker.Register(Place, "rack");
        worker.Compared(Load);

        Assert.Single(worker.Machine.NewChanges([Change(9, PartitionChangeKind.Released, Attempt(1))]));
    }

    [Fact]
    public void RestoredWorker_IsKnown_AndHasToBringItsInventory()
    {
        ClusterWorker worker = new(new WorkerRegistered(Place, "rack"), null, GroupStretch.Pack([Group(1)]));

        Assert.False(worker.Machine.IsGone);
        Assert.Equal(ShuffleErrorCode.WorkerNotRegistered, Refusal(worker, Place.Incarnation));
        Assert.Equal([Group(1)], worker.Groups.All);
    }

    [Fact]
    public void GoneWorker_IsRefused_UntilItRegisters()
    {
        ClusterWorker worker = Reporting();
        worker.Depart(new WorkerDeparture(Start, InOrder: false));
        Assert.Equal(ShuffleErrorCode.WorkerNotRegistered, Refusal(worker, Place.Incarnation));

        worker.Register(Place, "rack");

        Assert.False(worker.Machine.IsGone);
        Assert.Null(worker.Departure);
    }

    [Fact]
    public void EveryGroup_HearsOfTheLoss_AndOnceMoreOfTheEnd()
    {
        ClusterWorker worker = Reporting();
        worker.Groups.Take(Held(1, 1, 1));
        worker.Groups.Take(Held(2, 1, 1));
        worker.Depart(new WorkerDeparture(Start, InOrder: true));
        worker.Told(Group(1));
        Assert.Equal([Group(2)], worker.Untold);
        worker.Told(Group(2));
        Assert.Empty(worker.Untold);

        worker.BeginToForget();
        worker.Told(Group(2));
        worker.BeginToForget();
        worker.Groups.Take(Held(3, 1, 1));

        Assert.True(worker.Untold.ToHashSet().SetEquals([Group(1), Group(3)]));
    }

    [Fact]
    public void Orders_AreThoseOfGroups_AndThoseOfNobody_EachOnce()
    {
        ClusterWorker worker = Reporting();
        worker.Groups.Take(Held(1, 1, 0, Attempt(1)));

        Assert.True(worker.Take([], [Attempt(2), Attempt(1)], [], Start));
        Assert.False(worker.Take([], [Attempt(2)], [], Start));

        Assert.Equal([Attempt(1), Attempt(2)], worker.Orders);
    }

    [Fact]
    public void Answer_HasNoMoreOrdersThanAReportCanConfirm()
    {
        ClusterWorker worker = Reporting();
        worker.Take([], [.. Enumerable.Range(1, 1500).Select(epoch => Attempt(1, epoch))], [], Start);
        Assert.Equal(WorkerHeartbeat.MaxChanges, worker.Orders.Count);
    }

    [Theory]
    [InlineData(PartitionChangeKind.Released)]
    [InlineData(PartitionChangeKind.Failed)]
    public void OrderOfNobody_IsDone_WhenNothingIsLeft(PartitionChangeKind kind)
    {
        ClusterWorker worker = Reporting();
        worker.Take([], [Attempt(1), Attempt(2)], [], Start);

        worker.Confirm([Change(1, PartitionChangeKind.Committed, Attempt(1)), Change(2, kind, Attempt(1)), Change(3, PartitionChangeKind.Lost, Attempt(2))]);

        Assert.Equal([Attempt(2)], worker.Orders);
    }

    [Fact]
    public void WriterThatBeganAgain_StillHasItsOrder()
    {
        ClusterWorker worker = Reporting();
        worker.Take([], [Attempt(1)], [], Start);

        worker.Confirm([Change(1, PartitionChangeKind.Failed, Attempt(1)), Change(2, PartitionChangeKind.Writing, Attempt(1))]);

        Assert.Equal([Attempt(1)], worker.Orders);
    }

    [Fact]
    public void UnclaimedData_IsKeptForItsGrace_ThenOrderedDeleted()
    {
        ClusterWorker worker = Reporting();
        worker.Take([Attempt(1)], [], [Stored(Attempt(1))], Start.AddMinutes(5));
        // Brought again: that does not prolong it.
        worker.Take([Attempt(1)], [], [Stored(Attempt(1))], Start.AddMinutes(9));

        Assert.False(worker.DropUnclaimed(Start.AddMinutes(5).AddTicks(-1)));
        Assert.Empty(worker.Orders);
        Assert.True(worker.DropUnclaimed(Start.AddMinutes(5)));

        Assert.Equal([Attempt(1)], worker.Orders);
        Assert.Empty(worker.Machine.Orphans.Jobs);
    }

    [Fact]
    public void ClaimedData_IsKeptNoMore()
    {
        ClusterWorker worker = Reporting();
        worker.Take([Attempt(1), Attempt(2)], [], [Stored(Attempt(1)), Stored(Attempt(2))], Start.AddMinutes(5));

        worker.Take([Attempt(1), Attempt(2)], [], [Stored(Attempt(2))], Start.AddMinutes(5));
        worker.DropUnclaimed(Start.AddMinutes(5));

        Assert.Equal([Attempt(2)], worker.Orders);
    }

    [Fact]
    public void KeptData_ThatAnInventoryMisses_IsOrderedDeleted()
    {
        ClusterWorker worker = Reporting();
        worker.Take([], [], [Stored(Attempt(1)), Stored(Attempt(2))], Start.AddMinutes(5));

        worker.OrderAbsent([Stored(Attempt(2))]);

        Assert.Equal([Attempt(1)], worker.Orders);
    }

    [Fact]
    public void OrderOfNobody_IsNotJudgedAgain()
    {
        ClusterWorker worker = Reporting();
        worker.Take([], [Attempt(1)], [], Start);

        ILookup<PartitionGroupId, StoredPartition> judged = worker.ToJudge([Stored(Attempt(1)), Stored(Attempt(2)), Stored(Attempt(2, 2))]);

        Assert.Equal([Group(2)], judged.Select(ofGroup => ofGroup.Key));
        Assert.Equal(2, judged[Group(2)].Count());
    }

    private static ClusterWorker New() => new(new WorkerRegistered(Place, "rack"));

    private static ClusterWorker Reporting()
    {
        ClusterWorker worker = New();
        worker.Compared(Load);
        return worker;
    }

    private static ShuffleErrorCode? Refusal(ClusterWorker worker, WorkerIncarnationId incarnation)
        => (Record.Exception(() => worker.RequireReporting(incarnation)) as ShuffleException)?.Code;

    private static PartitionChange Change(long sequence, PartitionChangeKind kind, PartitionAttemptId attempt)
        => new(sequence, kind, attempt, 4, kind == PartitionChangeKind.Committed ? TestWorker.ReceiptOf(attempt) : null, string.Empty);
}
