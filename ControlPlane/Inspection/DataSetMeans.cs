using System.Runtime.InteropServices;
using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>The mean payload of the committed attempts of each data set: what an attempt's skew is measured by.</summary>
internal sealed class DataSetMeans
{
    private readonly Dictionary<(JobId Job, DataSetId DataSet), (long Bytes, int Count)> _sums = [];

    private DataSetMeans()
    {
    }

    /// <summary>The means over these attempts; a data set that is only in part among them gets the mean of that part.</summary>
    public static DataSetMeans Of(IEnumerable<AttemptRecord> records)
    {
        DataSetMeans means = new();
        foreach (AttemptRecord record in records)
        {
            if (record.State == PartitionState.Committed && record.PayloadBytes is { } bytes)
            {
                DataPartitionId partition = record.Attempt.Partition;
                ref (long Bytes, int Count) sum = ref CollectionsMarshal.GetValueRefOrAddDefault(means._sums, (partition.Job, partition.DataSet), out _);
                sum = (sum.Bytes + bytes, sum.Count + 1);
            }
        }

        return means;
    }

    /// <summary>The means of data sets whose attempts lie elsewhere.</summary>
    public static DataSetMeans Of(IEnumerable<DataSetSummary> dataSets)
    {
        DataSetMeans means = new();
        foreach (DataSetSummary dataSet in dataSets)
        {
            means._sums[(dataSet.Job, dataSet.DataSet)] = (dataSet.PayloadBytes, dataSet.Attempts.Committed);
        }

        return means;
    }

    /// <summary>The payload of a committed attempt in means of its data set; null of one that is not committed, 0 where all are empty.</summary>
    public double? SkewOf(AttemptRecord record)
    {
        DataPartitionId partition = record.Attempt.Partition;
        return record.State == PartitionState.Committed && record.PayloadBytes is { } bytes
            && _sums.TryGetValue((partition.Job, partition.DataSet), out (long Bytes, int Count) sum)
            ? Skew(bytes, sum.Bytes, sum.Count)
            : null;
    }

    /// <summary>The same of an attempt that another process has listed.</summary>
    public double? SkewOf(PartitionSummary listed)
        => listed is { State: PartitionState.Committed, PayloadBytes: { } bytes }
            && _sums.TryGetValue((listed.Job, listed.DataSet), out (long Bytes, int Count) sum)
            ? Skew(bytes, sum.Bytes, sum.Count)
            : null;

    /// <summary>A payload in means: 1 is as much as the mean, 0 where all are empty.</summary>
    public static double Skew(long bytes, long sum, int count) => sum == 0 ? 0 : bytes * (double)count / sum;
}
