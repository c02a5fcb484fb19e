using ShuffleOrleans.Client.Gates;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Client.Scripted;

namespace ShuffleOrleans.Tests.Client.Gates;

/// <summary>How producers, workers and ranges become requests.</summary>
public sealed class ReduceGroupTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 30)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void EverySubpartitionOfEveryProducer_IsAskedForOnceAtItsWorker(int seed)
    {
        Random random = new(seed);
        int subpartitions = random.Next(3, 20);
        WorkerLocation[] workers = [.. Enumerable.Range(1, 4).Select(Worker)];
        Contribution[] contributions = [.. Enumerable.Range(0, random.Next(1, 30)).Select(place =>
        {
            // Any subset of the workers, in any order: contributions of one data set need not be shared out alike.
            random.Shuffle(workers);
            return new Contribution(place, ReduceData.Shuffle(100 - place, subpartitions, workers[..random.Next(1, 4)]));
        })];
        int first = random.Next(subpartitions);
        SubpartitionRange range = new(first, random.Next(first, subpartitions));

        List<(int Producer, int Subpartition, WorkerId Worker)> asked = [];
        foreach (ReduceGroup group in ReduceGroup.Of(contributions, range))
        {
            Assert.Equal(group.Contributions.Select(c => c.Tag.ProducerIndex).Order(), group.Contributions.Select(c => c.Tag.ProducerIndex));
            asked.AddRange(
                from contribution in @group.Contributions
                from subpartition in Enumerable.Range(@group.Range.First, @group.Range.Count)
                select (contribution.Tag.ProducerIndex, subpartition, @group.Worker.Worker));
        }

        var wanted =
            from contribution in contributions
            from subpartition in Enumerable.Range(range.First, range.Count)
            let allocation = contribution.Descriptor.Allocation
            select (contribution.Tag.ProducerIndex, subpartition, WorkerOf(allocation, subpartition));
        Assert.Equal(wanted.Order(), asked.Order());
    }

    [Fact]
    public void WhatLiesTogether_IsAskedForTogether()
    {
        WorkerLocation[] workers = [Worker(1), Worker(2)];
        Contribution[] contributions = [.. Enumerable.Range(0, 50).Select(place => new Contribution(place, ReduceData.Shuffle(place, 8, workers)))];
        Assert.Equal(
            [new SubpartitionRange(2, 3), new SubpartitionRange(4, 6)],
            ReduceGroup.Of(contributions, new SubpartitionRange(2, 6)).Select(group => group.Range));
    }

    [Theory]
    [InlineData(OpenReduceReadMessage.MaxProducers, 1)]
    [InlineData(OpenReduceReadMessage.MaxProducers + 1, 2)]
    public void MoreProducersThanOneMessageNames_AreAskedForInSeveral(int producers, int requests)
    {
        Contribution[] contributions = [.. Enumerable.Range(0, producers).Select(place => new Contribution(place, ReduceData.Shuffle(place, 1, [Worker(1)])))];
        Assert.Equal(requests, ReduceGroup.Of(contributions, SubpartitionRange.Single(0)).Count());
    }

    // The slow way: the one share that contains it.
    private static WorkerId WorkerOf(PartitionAllocation allocation, int subpartition)
    {
        int count = allocation.Locations.Count;
        int share = Assert.Single(
            Enumerable.Range(0, count), share => SubpartitionShares.RangeOf(allocation.SubpartitionCount, count, share).Contains(subpartition));
        return allocation.Locations[share].Worker;
    }

    private static WorkerLocation Worker(int number) =>
        new(WorkerId.FromGuid(new Guid(number, 0, 0, new byte[8])), WorkerIncarnationId.None, "127.0.0.1", 7000 + number);
}
