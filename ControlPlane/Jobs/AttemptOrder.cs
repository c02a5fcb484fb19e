namespace ShuffleOrleans.ControlPlane.Jobs;

/// <summary>The order in which the attempts of a job are listed: data set, partition index, kind, attempt, epoch.</summary>
internal sealed class AttemptOrder : IComparer<PartitionAttemptId>
{
    public static readonly AttemptOrder Instance = new();

    private AttemptOrder()
    {
    }

    public int Compare(PartitionAttemptId x, PartitionAttemptId y)
    {
        int order = x.Partition.DataSet.Value.CompareTo(y.Partition.DataSet.Value);
        order = order != 0 ? order : x.Partition.PartitionIndex.CompareTo(y.Partition.PartitionIndex);
        order = order != 0 ? order : x.Partition.Kind.CompareTo(y.Partition.Kind);
        order = order != 0 ? order : x.Attempt.CompareTo(y.Attempt);
        return order != 0 ? order : x.Epoch.CompareTo(y.Epoch);
    }

    /// <summary>Comes before everything of the data set.</summary>
    public static PartitionAttemptId FirstOf(JobId job, DataSetId dataSet)
        => new(new DataPartitionId(job, dataSet, DataPartitionKind.None, int.MinValue), int.MinValue, long.MinValue);

    /// <summary>Comes after everything of the data set.</summary>
    public static PartitionAttemptId LastOf(JobId job, DataSetId dataSet)
        => new(new DataPartitionId(job, dataSet, (DataPartitionKind)byte.MaxValue, int.MaxValue), int.MaxValue, long.MaxValue);
}
