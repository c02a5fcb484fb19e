using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Api;

/// <summary>What will be produced (FLIP-31: PartitionDescriptor).</summary>
/// <param name="DataSet">The exchange.</param>
/// <param name="PartitionIndex">Index of the producer within the exchange, from 0.</param>
/// <param name="SubpartitionCount">For how many consumers, at least 1.</param>
/// <param name="Kind">
/// Map: each producer's output is kept together. Reduce: each consumer's input is kept together, whoever produced it; a consumer then reads one file from front
/// to back. All producers of an exchange choose the same.
/// </param>
public sealed record PartitionDescriptor(DataSetId DataSet, int PartitionIndex, int SubpartitionCount, DataPartitionKind Kind = DataPartitionKind.Map);
