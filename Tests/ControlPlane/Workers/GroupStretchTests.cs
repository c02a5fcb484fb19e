using ShuffleOrleans.ControlPlane.Workers;

namespace ShuffleOrleans.Tests.ControlPlane.Workers;

public class GroupStretchTests
{
    [Fact]
    public void NeighbouringGroups_AreOneStretch()
        => Assert.Equal(
            new GroupStretch(Groups.Job, Groups.DataSet, 0, 1000),
            Assert.Single(GroupStretch.Pack(Enumerable.Range(0, 1000).Reverse().Select(Groups.Group))));

    [Fact]
    public void Gap_AndAnotherDataSet_BeginANewStretch()
    {
        DataSetId other = new(Guid.NewGuid());

        IReadOnlyList<GroupStretch> stretches = GroupStretch.Pack([Groups.Group(1), Groups.Group(3), new PartitionGroupId(Groups.Job, other, 2)]);

        Assert.Equal(3, stretches.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WhatWasPacked_IsUnpackedAgain(int seed)
    {
        Random random = new(seed);
        DataSetId[] dataSets = [Groups.DataSet, new DataSetId(new Guid(9, 0, 0, new byte[8]))];
        HashSet<PartitionGroupId> groups =
            [.. Enumerable.Range(0, 100).Select(_ => new PartitionGroupId(Groups.Job, dataSets[random.Next(2)], random.Next(60)))];

        IReadOnlyList<GroupStretch> stretches = GroupStretch.Pack(groups);

        Assert.Equal(groups.Count, stretches.Sum(stretch => stretch.Count));
        Assert.True(groups.SetEquals(GroupStretch.Unpack(stretches)));
    }
}
