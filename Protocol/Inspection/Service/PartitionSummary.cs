using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>One partition attempt in a list.</summary>
/// <param name="Job">The job.</param>
/// <param name="DataSet">The data set.</param>
/// <param name="Kind">Map or reduce.</param>
/// <param name="Index">Index of the producer, from 0.</param>
/// <param name="Attempt">The producer's attempt, from 0.</param>
/// <param name="Epoch">The allocation's number.</param>
/// <param name="State">Where in its life it stands.</param>
/// <param name="SubpartitionCount">How many subpartitions it has.</param>
/// <param name="Workers">Its workers, in the order of its shares.</param>
/// <param name="PayloadBytes">What it holds; null until all of it is stored.</param>
/// <param name="FrameCount">Its frames; null until all of it is stored.</param>
/// <param name="Skew">Its payload in means of the committed attempts of its data set; null until it is committed.</param>
/// <param name="AllocatedAt">When it was allocated; null if that is not known.</param>
public sealed record PartitionSummary(
    JobId Job,
    DataSetId DataSet,
    DataPartitionKind Kind,
    int Index,
    int Attempt,
    long Epoch,
    PartitionState State,
    int SubpartitionCount,
    IReadOnlyList<WorkerId> Workers,
    long? PayloadBytes,
    long? FrameCount,
    double? Skew,
    DateTimeOffset? AllocatedAt);
