namespace ShuffleOrleans.Protocol.Ids;

/// <summary>
/// Names what a worker stores: one data partition of a job. Attempts of the same producer share it; <see cref="PartitionAttemptId"/> tells them apart.
/// </summary>
/// <param name="Job">The job.</param>
/// <param name="DataSet">The exchange.</param>
/// <param name="Kind">Map: all output of a producer in a file of its own. Reduce: the producer's contribution to the consumers' files.</param>
/// <param name="PartitionIndex">Index of the producer within the data set, from 0.</param>
public readonly record struct DataPartitionId(JobId Job, DataSetId DataSet, DataPartitionKind Kind, int PartitionIndex)
{
    /// <summary>Reads as a path: job/data set/map-index or contribution-index.</summary>
    public override string ToString() => $"{Job}/{DataSet}/{(Kind == DataPartitionKind.Reduce ? "contribution" : "map")}-{PartitionIndex}";
}
