namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>What all attempts of a data set have in common.</summary>
/// <param name="DataSet">The exchange.</param>
/// <param name="Kind">Map or reduce, of all of them.</param>
/// <param name="SubpartitionCount">How many subpartitions the newest allocation has; in a data set of kind reduce all have as many.</param>
/// <param name="Homes">In a data set of kind reduce: the workers of the newest allocation, in order. The next one goes there too.</param>
internal sealed record DataSetRecord(DataSetId DataSet, DataPartitionKind Kind, int SubpartitionCount, IReadOnlyList<WorkerId> Homes);
