using ShuffleOrleans.ControlPlane.Sharding;
using static ShuffleOrleans.Tests.ControlPlane.Sharding.Sample;

namespace ShuffleOrleans.Tests.ControlPlane.Sharding;

public class ShardedJobTests
{
    [Fact]
    public void FirstPartitionOfAGroup_IsStoredBeforeTheGroup_TheNextNeedsNoWrite()
    {
        ShardedJob job = Registered();

        Assert.True(job.Intend(Partition(0), 4, [Worker(1)]));
        Assert.False(job.Intend(Partition(1), 4, [Worker(2)]));
        Assert.True(job.Intend(Partition(PartitionGroupId.Size), 4, [Worker(1)]));

        Assert.Equal([Group(1, 0), Group(1, 1)], job.Groups.All);
        Assert.Equal(3, job.Groups.CountOf(null));
    }

    [Fact]
    public void NewHomes_AreStored_AndTheNextContributionGoesThere()
    {
        ShardedJob job = Registered();

        Assert.True(job.Intend(Reduce(0), 4, [Worker(1), Worker(2)]));
        Assert.False(job.Intend(Reduce(1), 4, [Worker(1), Worker(2)]));
        Assert.True(job.Intend(Reduce(2), 4, [Worker(1), Worker(3)]));

        Assert.Equal([Worker(1).Worker, Worker(3).Worker], job.HomesOf(DataSet(1)));
    }

    [Fact]
    public void OtherKind_OrOtherCountOfSubpartitions_IsRefused()
    {
        ShardedJob job = Registered();
        job.Intend(Reduce(0), 4, [Worker(1)]);

        Assert.Equal(ShuffleErrorCode.InvalidRequest, Assert.Throws<ShuffleException>(() => job.RequireFit(Request(1))).Code);
        Assert.Equal(
            ShuffleErrorCode.InvalidRequest,
            Assert.Throws<ShuffleException>(() => job.RequireFit(Request(1, kind: DataPartitionKind.Reduce, subpartitionCount: 5))).Code);
        job.RequireFit(Request(1, kind: DataPartitionKind.Reduce));
        job.RequireFit(Request(1, dataSet: 2));
    }

    [Fact]
    public void EmptiedDataSet_HasNoShapeAnyMore()
    {
        ShardedJob job = Registered();
        job.Intend(Reduce(0), 4, [Worker(1)]);
        job.Intend(Reduce(PartitionGroupId.Size), 4, [Worker(1)]);

        job.Learn(Group(1, 0), DataPartitionKind.None, 0);
        Assert.NotEmpty(job.HomesOf(DataSet(1)));
        job.Learn(Group(1, 1), DataPartitionKind.None, 0);

        Assert.Empty(job.HomesOf(DataSet(1)));
        job.RequireFit(Request(0));
    }

    [Fact]
    public void DataSetWithAnUncountedGroup_KeepsItsShape()
    {
        ShardedJob job = Registered();
        job.Intend(Reduce(0), 4, [Worker(1)]);
        job.Intend(Reduce(PartitionGroupId.Size), 4, [Worker(1)]);
        job.Groups.Doubt(Group(1, 1));

        job.Learn(Group(1, 0), DataPartitionKind.None, 0);

        Assert.NotEmpty(job.HomesOf(DataSet(1)));
    }

    [Fact]
    public void GroupThatTookInWhatItFound_IsStored_WithItsKind()
    {
        ShardedJob job = Registered();

        Assert.True(job.Learn(Group(1, 3), DataPartitionKind.Map, 2));
        Assert.False(job.Learn(Group(1, 3), DataPartitionKind.Map, 3));

        Assert.Equal(3, job.Groups.CountOf(null));
        Assert.Throws<ShuffleException>(() => job.RequireFit(Request(0, kind: DataPartitionKind.Reduce)));
        job.RequireFit(Request(0, subpartitionCount: 9));
    }

    [Fact]
    public void GroupThatListsNothing_IsNotWorthAWrite_ButHearsOfTheEnd()
    {
        ShardedJob job = Registered();

        Assert.False(job.Learn(Group(1, 0), DataPartitionKind.None, 0));
        Assert.Equal([Group(1, 0)], job.Groups.All);

        Assert.True(job.Intend(Partition(0), 4, [Worker(1)]));
    }

    [Fact]
    public void GroupThatHasEnded_DoesNotComeBack()
    {
        ShardedJob job = Registered();
        job.Intend(Partition(0), 4, [Worker(1)]);
        job.BeginEnd();
        job.GroupEnded(Group(1, 0), 1001);

        Assert.False(job.Learn(Group(1, 0), DataPartitionKind.Map, 1));

        Assert.Empty(job.Groups.All);
        Assert.Equal(1001, job.HighestEpoch);
    }

    [Fact]
    public void GroupThatComesUpDuringTheEnd_IsToBeEndedToo()
    {
        ShardedJob job = Registered();
        job.BeginEnd();

        Assert.True(job.Learn(Group(1, 0), DataPartitionKind.Map, 1));

        Assert.Equal([Group(1, 0)], job.Groups.All);
    }

    [Fact]
    public void NumbersOfEvents_NeverPassTheStoredCeiling()
    {
        ShardedJob job = Registered();
        Assert.False(job.Reserve(ShardedJob.ReservedEvents));
        Tell(job, ShardedJob.ReservedEvents);

        Assert.True(job.Reserve(1));
        Assert.True(job.EventCeiling > ShardedJob.ReservedEvents);
        Assert.False(job.Reserve(1));
    }

    [Fact]
    public void JobReadBack_TellsEveryListenerThatItMissedSomething()
    {
        ShardedJob job = Registered();
        Tell(job, 3);

        ShardedJob restored = new(job.Describe(), 100);

        Assert.True(restored.Events.LastSequence >= job.EventCeiling);
        Assert.All(Enumerable.Range(0, 4), seen => Assert.True(restored.Events.ReadAfter(seen, 10).Missed));
        Assert.True(restored.Reserve(1));
    }

    [Fact]
    public void JobReadBack_IsTheSame()
    {
        ShardedJob job = Registered();
        job.Intend(Reduce(0), 4, [Worker(1), Worker(2)]);
        job.Ownership.Apply(job.Ownership.Registration with { Instance = new JobInstanceId(Guid.NewGuid()) });

        ShardedJob restored = new(job.Describe(), 100);

        Assert.Equal(job.Ownership.Registration, restored.Ownership.Registration);
        Assert.Equal(job.Ownership.FencedInstances, restored.Ownership.FencedInstances);
        Assert.Equal(job.HomesOf(DataSet(1)), restored.HomesOf(DataSet(1)));
        Assert.Equal(job.Groups.All, restored.Groups.All);
        Assert.Equal(900, restored.FoundingEpoch);
        Assert.False(restored.IsEnding);
    }

    [Fact]
    public void EndThatWasInterrupted_GoesOnWithTheGroupsThatAreLeft()
    {
        ShardedJob job = Registered();
        job.Intend(Partition(0), 4, [Worker(1)]);
        job.Intend(Partition(PartitionGroupId.Size), 4, [Worker(1)]);
        job.BeginEnd();
        job.GroupEnded(Group(1, 0), 1005);

        ShardedJob restored = new(job.Describe(), 100);
        restored.GroupEnded(Group(1, 1), 1002);

        Assert.True(restored.IsEnding);
        Assert.Empty(restored.Groups.All);
        Assert.Equal(1005, restored.HighestEpoch);
    }

    private static DataPartitionId Reduce(int index) => Partition(index, kind: DataPartitionKind.Reduce);
}
