using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>Asks for the partition attempts of a job, in pages.</summary>
/// <param name="Job">The job.</param>
/// <param name="DataSet">Only this exchange; null for all.</param>
/// <param name="Skip">How many to pass over.</param>
/// <param name="Take">How many to return, 1 to 1000.</param>
public sealed record PartitionListRequest(JobId Job, DataSetId? DataSet, int Skip, int Take);
