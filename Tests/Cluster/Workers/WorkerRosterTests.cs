using System.Net;
using ShuffleOrleans.ControlPlane.Assignment;
using ShuffleOrleans.Grains.Interfaces.Workers;
using ShuffleOrleans.Grains.Workers;

namespace ShuffleOrleans.Tests.Cluster.Workers;

public class WorkerRosterTests
{
    private static readonly SiloAddress Silo = SiloAddress.New(IPEndPoint.Parse("127.0.0.1:1"), 1);
    private static readonly AssignmentItem Item = new(new PartitionRequest(new DataSetId(Guid.NewGuid()), DataPartitionKind.Map, 0, 0, 4, null), []);

    private readonly WorkerRoster _roster = new(2, 8, new AssignmentStrategies("fewest-partitions", new Random(1)));
    private readonly WorkerView _first = New(1);
    private readonly WorkerView _second = New(2);

    [Fact]
    public void Departure_IsOneEvent_OfTheRightKind()
    {
        Assert.Equal(WorkerEventKind.Registered, _roster.Update(_first));
        Assert.Null(_roster.Update(_first));
        Assert.Equal(WorkerEventKind.Lost, _roster.Update(_first with { IsGone = true }));
        Assert.Null(_roster.Update(_first with { IsGone = true }));
        Assert.Equal(WorkerEventKind.Registered, _roster.Update(_first));
        Assert.Equal(WorkerEventKind.Left, _roster.Update(_first with { IsGone = true, LeftInOrder = true }));
    }

    [Fact]
    public void NewProcess_IsRegisteredAnew()
    {
        _roster.Update(_first);
        WorkerLocation next = _first.Location with { Incarnation = new WorkerIncarnationId(Guid.NewGuid()) };
        Assert.Equal(WorkerEventKind.Registered, _roster.Update(_first with { Location = next }));
    }

    [Fact]
    public void RestoredWorker_IsNoNews_AndTakesNothing_UntilItIsDescribed()
    {
        _roster.Restore(_first.Location.Worker);
        Assert.Equal([_first.Location.Worker], _roster.Undescribed);
        Assert.Empty(_roster.Views);
        Assert.Equal(ShuffleErrorCode.NoWorkerAvailable, Assert.Throws<ShuffleException>(() => Assign(Item)).Code);

        _roster.Describe(_first.Location.Worker, _first);

        Assert.Empty(_roster.Undescribed);
        Assert.Equal(_first.Location, Assign(Item)[0]);
    }

    [Fact]
    public void DescriptionThatComesLate_ChangesNothing()
    {
        _roster.Update(_first with { HeldCount = 7 });
        _roster.Describe(_first.Location.Worker, _first);
        _roster.Describe(_second.Location.Worker, _second);
        Assert.Equal(7, Assert.Single(_roster.Views).HeldCount);
    }

    [Fact]
    public void OneTooMany_IsRefused_WithoutATrace()
    {
        _roster.Update(_first);
        _roster.Update(_second);
        Assert.Equal(ShuffleErrorCode.InvalidRequest, Assert.Throws<ShuffleException>(() => _roster.Update(New(3))).Code);
        Assert.Equal([_first.Location.Worker, _second.Location.Worker], _roster.Ids);
    }

    [Fact]
    public void WhatWasAssignedSinceADescription_CountsAsHeld()
    {
        _roster.Update(_first);
        _roster.Update(_second);
        Assert.Equal([_first.Location, _second.Location], Assign(Item).Concat(Assign(Item)));

        _roster.Update(_second with { HeldCount = 0 });
        Assert.Equal(_second.Location, Assign(Item)[0]);
    }

    [Fact]
    public void GoneWorker_TakesNothing()
    {
        _roster.Update(_first with { IsGone = true });
        _roster.Update(_second);
        Assert.All(Assign(Item, Item, Item), location => Assert.Equal(_second.Location, location));
    }

    private static WorkerView New(int number) => new(
        new WorkerLocation(new WorkerId(new Guid(number, 0, 0, new byte[8])), new WorkerIncarnationId(Guid.NewGuid()), "a", 7000),
        "rack",
        Silo,
        IsGone: false,
        SiloWorker.Load,
        HeldCount: 0,
        HasOrphans: false);

    private WorkerLocation[] Assign(params AssignmentItem[] items)
        => [.. _roster.Assign(new AssignmentRequest(null, null, items)).Items.SelectMany(item => item.Locations)];
}
