using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>Where an attempt stands in a list: its value, if it has one, and its name for those that are equal.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Value">What it is ordered by; null if it has none, or if names alone decide.</param>
internal readonly record struct PartitionRank(PartitionAttemptId Attempt, double? Value)
{
    /// <param name="record">The attempt.</param>
    /// <param name="sort">What to order by.</param>
    /// <param name="means">The mean payload of each data set.</param>
    public static PartitionRank Of(AttemptRecord record, PartitionSort sort, DataSetMeans means) => new(
        record.Attempt,
        sort switch
        {
            PartitionSort.Bytes => record.PayloadBytes,
            PartitionSort.Frames => record.FrameCount,
            PartitionSort.Skew => means.SkewOf(record),
            PartitionSort.State => (int)record.State,
            PartitionSort.Age => AgeOf(record.AllocatedAt),
            _ => null,
        });

    /// <summary>The same of an attempt that another process has listed.</summary>
    public static PartitionRank Of(PartitionSummary listed, PartitionSort sort) => new(
        new PartitionAttemptId(new DataPartitionId(listed.Job, listed.DataSet, listed.Kind, listed.Index), listed.Attempt, listed.Epoch),
        sort switch
        {
            PartitionSort.Bytes => listed.PayloadBytes,
            PartitionSort.Frames => listed.FrameCount,
            PartitionSort.Skew => listed.Skew,
            PartitionSort.State => (int)listed.State,
            PartitionSort.Age => AgeOf(listed.AllocatedAt),
            _ => null,
        });

    // The youngest has the least age.
    private static double? AgeOf(DateTimeOffset? allocatedAt) => -allocatedAt?.UtcTicks;
}
