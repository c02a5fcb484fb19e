using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Jobs;

/// <summary>
/// What the attempts of a job's data sets have in common: one kind, and for reduce partitions one count of subpartitions and the workers that are home to
/// them. How long a data set is known is its owner's to say. Not safe for several threads.
/// </summary>
internal sealed class DataSetShapes
{
    private readonly Dictionary<DataSetId, DataSetRecord> _records = [];

    public IReadOnlyCollection<DataSetRecord> Records => _records.Values;

    /// <summary>The record of an allocation.</summary>
    public static DataSetRecord RecordOf(DataPartitionId partition, int subpartitionCount, IEnumerable<WorkerLocation> locations)
    {
        WorkerId[] homes = partition.Kind == DataPartitionKind.Reduce ? [.. locations.Select(location => location.Worker)] : [];
        return new DataSetRecord(partition.DataSet, partition.Kind, subpartitionCount, homes);
    }

    /// <summary>The workers that the next contribution goes to, in order; empty if it is the first, or none.</summary>
    public IReadOnlyList<WorkerId> HomesOf(DataSetId dataSet) => _records.TryGetValue(dataSet, out DataSetRecord? record) ? record.Homes : [];

    public DataSetRecord? Find(DataSetId dataSet) => _records.GetValueOrDefault(dataSet);

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

    /// <summary>The newest allocation has this shape.</summary>
    public void Set(DataSetRecord record) => _records[record.DataSet] = record;

    /// <summary>Something older has this shape: what is known of the data set now is newer.</summary>
    /// <returns>Whether nothing was known.</returns>
    public bool TryAdd(DataSetRecord record) => _records.TryAdd(record.DataSet, record);

    public void Remove(DataSetId dataSet) => _records.Remove(dataSet);

    private static ShuffleException Misfit(PartitionRequest request, string asked, string known) => new(
        ShuffleErrorCode.InvalidRequest,
        $"{asked} of partition {request.PartitionIndex} differs from the {known} that data set {request.DataSet} has. "
        + "All its producers must agree; release its partitions first, or use another data set.");
}
