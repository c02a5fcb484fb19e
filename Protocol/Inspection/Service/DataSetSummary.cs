using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>One data set: all partitions of one exchange between two stages of a job.</summary>
/// <param name="Job">The job.</param>
/// <param name="DataSet">The data set.</param>
/// <param name="Kind">Map or reduce.</param>
/// <param name="SubpartitionCount">How many subpartitions its newest attempts have.</param>
/// <param name="PartitionCount">How many producers have attempts.</param>
/// <param name="Attempts">The attempts by state.</param>
/// <param name="PayloadBytes">Payload of the committed attempts.</param>
/// <param name="FrameCount">Frames of the committed attempts.</param>
/// <param name="LargestPartitionBytes">Payload of the largest committed attempt; 0 if there is none.</param>
/// <param name="LargestPartitionIndex">Its producer; null if there is none.</param>
/// <param name="Skew">The largest committed attempt in means of the committed ones: 1 is even, 0 if there are none or all are empty.</param>
/// <param name="Workers">Where its attempts lie, by worker.</param>
public sealed record DataSetSummary(
    JobId Job,
    DataSetId DataSet,
    DataPartitionKind Kind,
    int SubpartitionCount,
    int PartitionCount,
    StateCounts Attempts,
    long PayloadBytes,
    long FrameCount,
    long LargestPartitionBytes,
    int? LargestPartitionIndex,
    double Skew,
    IReadOnlyList<DataSetWorker> Workers);
