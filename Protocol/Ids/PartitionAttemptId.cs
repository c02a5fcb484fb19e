namespace ShuffleOrleans.Protocol.Ids;

/// <summary>
/// Names one allocation of a data partition. Everything that writes, commits or reads carries it, so a stale producer, worker or reader is refused.
/// </summary>
/// <param name="Partition">The data partition.</param>
/// <param name="Attempt">The producer's attempt as the engine counts it, from 0.</param>
/// <param name="Epoch">The allocation's number, given by the control plane; strictly grows with every new allocation of the same partition, from 1.</param>
public readonly record struct PartitionAttemptId(DataPartitionId Partition, int Attempt, long Epoch)
{
    /// <summary>Reads as a path: job/data set/kind-index, attempt, epoch.</summary>
    public override string ToString() => $"{Partition} attempt {Attempt} epoch {Epoch}";
}
