namespace ShuffleOrleans.Protocol.Ids;

/// <summary>The engine's name for the output of one producer attempt (Flink: ResultPartitionID). This is what a lost partition is reported by.</summary>
/// <param name="DataSet">The exchange (Flink: IntermediateDataSetID).</param>
/// <param name="PartitionIndex">Index of the producer within the exchange, from 0.</param>
/// <param name="Attempt">The producer's attempt, from 0 (Flink: ExecutionAttemptID).</param>
public readonly record struct ResultPartitionId(DataSetId DataSet, int PartitionIndex, int Attempt)
{
    /// <summary>Reads as a path: data set/index, attempt.</summary>
    public override string ToString() => $"{DataSet}/{PartitionIndex} attempt {Attempt}";
}
