using ShuffleOrleans.ControlPlane.Sharding;
using static ShuffleOrleans.Tests.ControlPlane.Sharding.Sample;

namespace ShuffleOrleans.Tests.ControlPlane.Sharding;

public class JobGroupsTests
{
    [Fact]
    public void Groups_AreListedByDataSet_ThenByNumber()
    {
        JobGroups groups = With(Group(2, 0), Group(1, 7), Group(1, 3));

        Assert.Equal([Group(1, 3), Group(1, 7), Group(2, 0)], groups.All);
    }

    [Fact]
    public void KnownGroup_IsNotNewAgain_AndKeepsItsCount()
    {
        JobGroups groups = With(Group(1, 0));
        groups.Count(Group(1, 0), 5);

        Assert.False(groups.Add(Group(1, 0)));
        Assert.Equal(5, groups.CountOf(null));
    }

    [Fact]
    public void WhatAGroupSaysItself_IsNewerThanWhatItHasListedBefore()
    {
        JobGroups groups = With(Group(1, 0));
        groups.Count(Group(1, 0), 5);
        GroupPage page = Assert.Single(groups.Page(null, 0, 10));

        groups.Correct(page, 6);
        Assert.Equal(6, groups.CountOf(null));
        groups.Count(Group(1, 0), 7);
        groups.Correct(page, 6);

        Assert.Equal(7, groups.CountOf(null));
    }

    [Fact]
    public void DoubtedGroup_LeavesTheSumUnknown_UntilItIsAsked()
    {
        JobGroups groups = With(Group(1, 0), Group(2, 0));
        groups.Count(Group(1, 0), 5);
        groups.Doubt(Group(1, 0));

        Assert.Null(groups.CountOf(null));
        Assert.Null(groups.CountOf(DataSet(1)));
        Assert.Equal(0, groups.CountOf(DataSet(2)));
        Assert.Equal([Group(1, 0)], groups.Uncounted());

        groups.Found(Group(1, 0), 6);
        Assert.Equal(6, groups.CountOf(null));
    }

    [Fact]
    public void AnswerThatCameLate_DoesNotReplaceNewerNews()
    {
        JobGroups groups = With(Group(1, 0));
        groups.Doubt(Group(1, 0));

        groups.Count(Group(1, 0), 8);
        groups.Found(Group(1, 0), 6);

        Assert.Equal(8, groups.CountOf(null));
    }

    [Fact]
    public void ExpectationOfADoubtedGroup_StaysADoubt()
    {
        JobGroups groups = With(Group(1, 0));
        groups.Doubt(Group(1, 0));

        groups.Expect(Group(1, 0), 3);

        Assert.Null(groups.CountOf(null));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(0, 100)]
    [InlineData(3, 4)]
    [InlineData(5, 1)]
    [InlineData(8, 10)]
    [InlineData(9, 10)]
    [InlineData(100, 10)]
    public void Page_IsWhatSkippingAndTakingOneByOneGives(int skip, int take)
    {
        Dictionary<PartitionGroupId, int> counts = new() { [Group(1, 0)] = 3, [Group(1, 1)] = 0, [Group(1, 2)] = 2, [Group(2, 0)] = 4 };
        JobGroups groups = With([.. counts.Keys]);
        foreach ((PartitionGroupId group, int count) in counts)
        {
            groups.Count(group, count);
        }

        IEnumerable<(PartitionGroupId, int)> oneByOne = counts
            .SelectMany(entry => Enumerable.Range(0, entry.Value).Select(index => (entry.Key, index)))
            .Skip(skip)
            .Take(take);

        IReadOnlyList<GroupPage> pages = groups.Page(null, skip, take);

        Assert.Equal(oneByOne, pages.SelectMany(page => Enumerable.Range(page.Skip, page.Take).Select(index => (page.Group, index))));
        Assert.All(pages, page => Assert.True(page.Take > 0));
    }

    [Fact]
    public void PageOfOneDataSet_SkipsOnlyWithinIt()
    {
        JobGroups groups = With(Group(1, 0), Group(2, 0));
        groups.Count(Group(1, 0), 10);
        groups.Count(Group(2, 0), 10);

        Assert.Equal([new GroupPage(Group(2, 0), 4, 6, 10)], groups.Page(DataSet(2), 4, 100));
    }

    [Fact]
    public void NeighbouringGroups_AreStoredAsOneRange()
    {
        JobGroups groups = With([.. Enumerable.Range(0, 1000).Reverse().Select(number => Group(1, number)), Group(1, 5000)]);

        DataSetGroups stored = Assert.Single(groups.Describe());

        Assert.Equal([new GroupRange(0, 1000), new GroupRange(5000, 1)], stored.Ranges);
    }

    [Fact]
    public void StoredGroups_ComeBack_Uncounted()
    {
        JobGroups groups = With(Group(1, 0), Group(1, 1), Group(1, 9), Group(2, 4));
        JobGroups restored = new(Job);

        restored.Restore(groups.Describe());

        Assert.Equal(groups.All, restored.All);
        Assert.Equal(groups.All, restored.Uncounted());
    }

    [Fact]
    public void LastGroupOfADataSet_LeavesNothingBehind()
    {
        JobGroups groups = With(Group(1, 0), Group(2, 0));

        groups.Remove(Group(1, 0));

        Assert.Equal(DataSet(2), Assert.Single(groups.Describe()).DataSet);
        Assert.False(groups.Contains(Group(1, 0)));
    }

    private static JobGroups With(params PartitionGroupId[] all)
    {
        JobGroups groups = new(Job);
        Assert.All(all, group => Assert.True(groups.Add(group)));
        return groups;
    }
}
