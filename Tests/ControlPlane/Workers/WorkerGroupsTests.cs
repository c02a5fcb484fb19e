using ShuffleOrleans.ControlPlane.Workers;
using static ShuffleOrleans.Tests.ControlPlane.Workers.Groups;

namespace ShuffleOrleans.Tests.ControlPlane.Workers;

public class WorkerGroupsTests
{
    [Fact]
    public void NewestWins_WhateverComesWhen()
    {
        WorkerGroups groups = new();
        groups.Take(Held(1, 5, 3, Attempt(1)));

        Assert.False(groups.Take(Held(1, 4, 9, Attempt(1, 7))));
        Assert.False(groups.Take(Held(1, 5, 9, Attempt(1, 7))));

        Assert.Equal(3, groups.HeldCount);
        Assert.Equal([Attempt(1)], groups.Orders);
    }

    [Fact]
    public void HeldCount_IsTheSumOfWhatGroupsSaidLast()
    {
        WorkerGroups groups = new();
        groups.Take(Held(1, 1, 3));
        groups.Take(Held(2, 1, 4));
        groups.Take(Held(1, 2, 1));

        Assert.Equal(5, groups.HeldCount);
    }

    [Fact]
    public void OnlyOrdersThatWereNotThere_AreNews()
    {
        WorkerGroups groups = new();

        Assert.True(groups.Take(Held(1, 1, 0, Attempt(1))));
        Assert.False(groups.Take(Held(1, 2, 5, Attempt(1))));
        Assert.True(groups.Take(Held(1, 3, 5, Attempt(1), Attempt(1, 2))));
        Assert.False(groups.Take(Held(1, 4, 5, Attempt(1, 2))));
    }

    [Fact]
    public void GroupThatBeganAgain_IsHeard_WithASmallerVersion()
    {
        WorkerGroups groups = new();
        groups.Take(Held(1, 90, 1));
        groups.Take(Held(1, 91, 0));

        groups.Take(Held(1, 1, 2));

        Assert.Equal(2, groups.HeldCount);
    }

    [Fact]
    public void NothingOfAnUnknownGroup_IsNotEntered()
    {
        WorkerGroups groups = new();
        groups.Take(Held(1, 1, 0));
        Assert.Empty(groups.All);
    }

    [Fact]
    public void Group_CountsAsStored_OnlyAfterAWriteThatKnewIt()
    {
        WorkerGroups groups = new();
        groups.Expect([Group(1)]);
        IReadOnlyList<PartitionGroupId> beforeTheWrite = groups.NotStored(groups.All);
        groups.Take(Held(2, 1, 1));
        groups.Stored(beforeTheWrite);

        Assert.Equal([Group(2)], groups.NotStored(groups.All));
    }

    [Fact]
    public void RestoredGroups_AreStored_AndNotHeard()
    {
        WorkerGroups groups = new(GroupStretch.Pack([Group(1), Group(2)]));
        groups.DropEmpty();

        Assert.Equal(2, groups.All.Count);
        Assert.Empty(groups.NotStored(groups.All));
    }

    [Fact]
    public void OnlyGroupsThatWereHeardToHaveNothing_AreDropped()
    {
        WorkerGroups groups = new();
        groups.Expect([Group(1), Group(2), Group(3), Group(4)]);
        groups.Take(Held(2, 1, 0));
        groups.Take(Held(3, 1, 1));
        groups.Take(Held(4, 1, 0, Attempt(4)));

        groups.DropEmpty();

        Assert.True(groups.All.ToHashSet().SetEquals([Group(1), Group(3), Group(4)]));
    }
}
