using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>One partition attempt that needs a worker.</summary>
/// <param name="DataSet">The exchange.</param>
/// <param name="Kind">Map: a file of the producer's own. Reduce: its contribution to the consumers' files.</param>
/// <param name="PartitionIndex">Index within the data set, from 0.</param>
/// <param name="Attempt">The producer's attempt, from 0.</param>
/// <param name="SubpartitionCount">How many subpartitions it has, at least 1.</param>
/// <param name="ProducerHost">Host name or address of the producer's machine, for the locality strategy; null if not known.</param>
public sealed record PartitionRequest(
    DataSetId DataSet, DataPartitionKind Kind, int PartitionIndex, int Attempt, int SubpartitionCount, string? ProducerHost = null);
