using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>What a reader reads.</summary>
/// <param name="Job">The job.</param>
/// <param name="DataSet">The data set.</param>
/// <param name="Attempt">The attempt of a map partition; null for reduce partitions.</param>
/// <param name="Range">The subpartitions.</param>
/// <param name="Producers">The contributions to reduce partitions; empty for a map partition.</param>
internal sealed record ReadSubject(JobId Job, DataSetId DataSet, PartitionAttemptId? Attempt, SubpartitionRange Range, IReadOnlyList<ProducerTag> Producers)
{
    public DataPartitionKind Kind => Attempt is null ? DataPartitionKind.Reduce : DataPartitionKind.Map;

    /// <summary>Whether frames of this attempt are read.</summary>
    public bool Includes(PartitionAttemptId attempt) => Attempt is PartitionAttemptId map
        ? map == attempt
        : attempt.Partition == new DataPartitionId(Job, DataSet, DataPartitionKind.Reduce, attempt.Partition.PartitionIndex)
            && Producers.Contains(ProducerTag.Of(attempt));
}
