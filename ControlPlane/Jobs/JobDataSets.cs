using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Jobs;

/// <summary>
/// What the attempts of a job's data sets have in common: one kind, and for reduce partitions one count of subpartitions and the workers that are home to
/// them. A data set is known while it has attempts. Owned by the job's state machine; not safe for several threads.
/// </summary>
internal sealed class JobDataSets
{
    private readonly Dictionary<DataSetId, DataSetRecord> _records = [];
    private readonly Dictionary<DataSetId, int> _attemptCounts = [];

    /// <summary>The workers that the next contribution goes to, in order; empty if it is the first, or none.</summary>
    public IReadOnlyList<WorkerId> HomesOf(DataSetId dataSet) => _records.TryGetValue(dataSet, out DataSetRecord? record) ? record.Homes : [];

    /// <summary>Refuses an attempt that does not go together with those the data set has.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.InvalidRequest"/>: it is of another kind or shape.</exception>
    public void RequireFit(PartitionRequest request)
    {
        if (!_records.TryGetValue(request.DataSet, out DataSetRecord? known))
        {
            return;
        }

        if (request.Kind != known.Kind)
        {
            throw Misfit(request, $"Kind {request.Kind}", $"{known.Kind}");
        }

        if (request.Kind == DataPartitionKind.Reduce && request.SubpartitionCount != known.SubpartitionCount)
        {
            throw Misfit(request, $"SubpartitionCount {request.SubpartitionCount}", $"{known.SubpartitionCount}");
        }
    }

    public void Apply(AttemptFact fact, AttemptRecord record)
    {
        DataSetId dataSet = fact.Attempt.Partition.DataSet;
        if (fact is AttemptAllocated)
        {
            Count(dataSet, 1);
            _records[dataSet] = RecordOf(record);
        }
        else if (fact is AttemptAdopted)
        {
            Count(dataSet, 1);
            // From before the memory: what is known of the data set now is newer.
            _records.TryAdd(dataSet, RecordOf(record));
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
            _records.Add(record.DataSet, record);
        }
    }

    public void Restore(PartitionRestored partition)
    {
        if (partition.Attempts.Count > 0)
        {
            Count(partition.Partition.DataSet, partition.Attempts.Count);
        }
    }

    public IReadOnlyList<DataSetRecord> Describe() => [.. _records.Values];

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
            _records.Remove(dataSet);
        }
    }

    private static DataSetRecord RecordOf(AttemptRecord record)
    {
        DataPartitionId partition = record.Attempt.Partition;
        WorkerId[] homes = partition.Kind == DataPartitionKind.Reduce ? [.. record.Shares.Select(share => share.Location.Worker)] : [];
        return new DataSetRecord(partition.DataSet, partition.Kind, record.SubpartitionCount, homes);
    }

    private static ShuffleException Misfit(PartitionRequest request, string asked, string known) => new(
        ShuffleErrorCode.InvalidRequest,
        $"{asked} of partition {request.PartitionIndex} differs from the {known} that data set {request.DataSet} has. "
        + "All its producers must agree; release its partitions first, or use another data set.");
}
