using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Client.Gates;

/// <summary>What one request reads of reduce partitions: from one worker, some subpartitions, of some producers.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Range">Which subpartitions.</param>
/// <param name="Contributions">At most <see cref="OpenReduceReadMessage.MaxProducers"/>, ascending by producer, each producer once.</param>
internal sealed record ReduceGroup(WorkerEndpoint Worker, SubpartitionRange Range, IReadOnlyList<Contribution> Contributions)
{
    /// <summary>The requests that together read a range of these contributions.</summary>
    /// <exception cref="PartitionException">The range lies outside of an output, or a producer is named twice.</exception>
    public static IEnumerable<ReduceGroup> Of(IReadOnlyList<Contribution> contributions, SubpartitionRange range)
    {
        Contribution[] ordered = [.. contributions.OrderBy(contribution => contribution.Tag.ProducerIndex)];
        for (int i = 0; i < ordered.Length; i++)
        {
            Check(ordered[i], range, i == 0 ? null : ordered[i - 1]);
        }

        return ordered
            .SelectMany(contribution => ReadShare.Of(contribution.Descriptor.Allocation, range).Select(share => (share, contribution)))
            .GroupBy(part => part.share, part => part.contribution)
            .SelectMany(parts => parts.Chunk(OpenReduceReadMessage.MaxProducers).Select(some => new ReduceGroup(parts.Key.Worker, parts.Key.Range, some)));
    }

    private static void Check(Contribution contribution, SubpartitionRange range, Contribution? previous)
    {
        PartitionAllocation allocation = contribution.Descriptor.Allocation;
        ResultPartitionId partition = contribution.Descriptor.ResultPartition;
        if (!range.IsInside(allocation.SubpartitionCount))
        {
            throw new PartitionException(
                partition,
                ShuffleErrorCode.SubpartitionOutOfRange,
                $"{partition} has {allocation.SubpartitionCount} subpartitions; {range} cannot be read of it.");
        }

        if (previous?.Tag.ProducerIndex == contribution.Tag.ProducerIndex)
        {
            throw new PartitionException(
                partition, ShuffleErrorCode.InvalidRequest, $"A gate reads one attempt of each producer, and the one of {partition} is given to it twice.");
        }
    }
}
