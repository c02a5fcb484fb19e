using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Gates;

/// <summary>The part of an output that a gate reads from one worker.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Range">Which subpartitions.</param>
internal readonly record struct ReadShare(WorkerEndpoint Worker, SubpartitionRange Range)
{
    /// <summary>What a range of an output is read from: of a map partition its one worker, of a contribution to reduce partitions each that holds some of
    /// the range.</summary>
    public static IEnumerable<ReadShare> Of(PartitionAllocation allocation, SubpartitionRange range)
    {
        IReadOnlyList<WorkerLocation> locations = allocation.Locations;
        if (locations.Count == 0)
        {
            throw new ArgumentException($"{allocation.Attempt} is not held by a shuffle worker.", nameof(allocation));
        }

        if (allocation.Attempt.Partition.Kind == DataPartitionKind.Map)
        {
            return [new ReadShare(WorkerEndpoint.ForReading(locations[0]), range)];
        }

        return locations
            .Select((location, share) => new ReadShare(
                WorkerEndpoint.ForReading(location), Both(range, SubpartitionShares.RangeOf(allocation.SubpartitionCount, locations.Count, share))))
            .Where(share => share.Range.First <= share.Range.Last);
    }

    private static SubpartitionRange Both(SubpartitionRange one, SubpartitionRange other) =>
        new(Math.Max(one.First, other.First), Math.Min(one.Last, other.Last));
}
