using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Jobs;

/// <summary>
/// The data sets of a job whose attempts are all known here: a data set's shape is known while it has attempts. Owned by the job's state machine; not safe
/// for several threads.
/// </summary>
internal sealed class JobDataSets
{
    private readonly DataSetShapes _shapes = new();
    private readonly Dictionary<DataSetId, int> _attemptCounts = [];

    /// <inheritdoc cref="DataSetShapes.HomesOf"/>
    public IReadOnlyList<WorkerId> HomesOf(DataSetId dataSet) => _shapes.HomesOf(dataSet);

    /// <inheritdoc cref="DataSetShapes.RequireFit"/>
    public void RequireFit(PartitionRequest request) => _shapes.RequireFit(request);

    public void Apply(AttemptFact fact, AttemptRecord record)
    {
        DataSetId dataSet = fact.Attempt.Partition.DataSet;
        if (fact is AttemptAllocated)
        {
            Count(dataSet, 1);
            _shapes.Set(RecordOf(record));
        }
        else if (fact is AttemptAdopted)
        {
            Count(dataSet, 1);
            _shapes.TryAdd(RecordOf(record));
        }
        else if (fact is AttemptForgotten || record.IsReleased)
        {
            Count(dataSet, -1);
        }
    }

    /// <summary>What a snapshot brought back; its attempts follow.</summary>
    public void Restore(IEnumerable<DataSetRecord> records)
    {
        foreach (DataSetRecord record in records)
        {
            _shapes.Set(record);
        }
    }

    public void Restore(PartitionRestored partition)
    {
        if (partition.Attempts.Count > 0)
        {
            Count(partition.Partition.DataSet, partition.Attempts.Count);
        }
    }

    public IReadOnlyList<DataSetRecord> Describe() => [.. _shapes.Records];

    private void Count(DataSetId dataSet, int more)
    {
        int count = _attemptCounts.GetValueOrDefault(dataSet) + more;
        if (count > 0)
        {
            _attemptCounts[dataSet] = count;
        }
        else
        {
            _attemptCounts.Remove(dataSet);
            _shapes.Remove(dataSet);
        }
    }

    private static DataSetRecord RecordOf(AttemptRecord record)
        => DataSetShapes.RecordOf(record.Attempt.Partition, record.SubpartitionCount, record.Shares.Select(share => share.Location));
}
