using System.Runtime.InteropServices;
using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>Adds up the attempts of one data set. For one thread.</summary>
/// <param name="job">The job.</param>
/// <param name="dataSet">The data set.</param>
/// <param name="kind">Map or reduce.</param>
internal sealed class DataSetTally(JobId job, DataSetId dataSet, DataPartitionKind kind)
{
    private readonly StateTally _states = new();
    private readonly HashSet<int> _producers = [];
    private readonly Dictionary<WorkerId, (int Attempts, long Bytes)> _workers = [];
    private int _subpartitionCount;
    private long _payloadBytes;
    private long _frameCount;
    private (long Bytes, int? Index) _largest;

    /// <summary>The data sets of these attempts, by job and id.</summary>
    public static IReadOnlyList<DataSetSummary> Summarize(IEnumerable<AttemptRecord> records)
    {
        Dictionary<(JobId, DataSetId), DataSetTally> tallies = [];
        foreach (AttemptRecord record in records)
        {
            DataPartitionId partition = record.Attempt.Partition;
            ref DataSetTally? tally = ref CollectionsMarshal.GetValueRefOrAddDefault(tallies, (partition.Job, partition.DataSet), out _);
            tally ??= new DataSetTally(partition.Job, partition.DataSet, partition.Kind);
            tally.Add(record);
        }

        return [.. tallies.Values.Select(tally => tally.ToSummary()).OrderBy(dataSet => dataSet.Job.Value).ThenBy(dataSet => dataSet.DataSet.Value)];
    }

    /// <summary>One data set of which several holders have told their parts; no producer is in two of them.</summary>
    /// <param name="parts">At least one.</param>
    public static DataSetSummary Merge(IReadOnlyList<DataSetSummary> parts)
    {
        DataSetSummary largest = parts.Where(part => part.LargestPartitionIndex is not null).MaxBy(part => part.LargestPartitionBytes) ?? parts[0];
        StateCounts attempts = StateTally.Sum(parts.Select(part => part.Attempts));
        long payloadBytes = parts.Sum(part => part.PayloadBytes);
        return parts[0] with
        {
            SubpartitionCount = parts.Max(part => part.SubpartitionCount),
            PartitionCount = parts.Sum(part => part.PartitionCount),
            Attempts = attempts,
            PayloadBytes = payloadBytes,
            FrameCount = parts.Sum(part => part.FrameCount),
            LargestPartitionBytes = largest.LargestPartitionBytes,
            LargestPartitionIndex = largest.LargestPartitionIndex,
            Skew = DataSetMeans.Skew(largest.LargestPartitionBytes, payloadBytes, attempts.Committed),
            Workers =
            [
                .. parts.SelectMany(part => part.Workers).GroupBy(worker => worker.Worker).OrderBy(worker => worker.Key.Value).Select(worker
                    => new DataSetWorker(worker.Key, worker.Sum(part => part.Attempts), worker.Sum(part => part.PayloadBytes))),
            ],
        };
    }

    private void Add(AttemptRecord record)
    {
        _states.Add(record.State);
        _producers.Add(record.Attempt.Partition.PartitionIndex);
        _subpartitionCount = Math.Max(_subpartitionCount, record.SubpartitionCount);
        bool isCommitted = record.State == PartitionState.Committed;
        if (isCommitted && record.PayloadBytes is { } bytes)
        {
            _payloadBytes += bytes;
            _frameCount += record.FrameCount!.Value;
            _largest = _largest.Index is null || bytes > _largest.Bytes ? (bytes, record.Attempt.Partition.PartitionIndex) : _largest;
        }

        foreach (ShareRecord share in record.Shares)
        {
            ref (int Attempts, long Bytes) worker = ref CollectionsMarshal.GetValueRefOrAddDefault(_workers, share.Location.Worker, out _);
            worker = (worker.Attempts + 1, worker.Bytes + (isCommitted ? share.Receipt!.Value.PayloadBytes : 0));
        }
    }

    private DataSetSummary ToSummary()
    {
        StateCounts attempts = _states.ToCounts();
        return new DataSetSummary(
            job,
            dataSet,
            kind,
            _subpartitionCount,
            _producers.Count,
            attempts,
            _payloadBytes,
            _frameCount,
            _largest.Bytes,
            _largest.Index,
            DataSetMeans.Skew(_largest.Bytes, _payloadBytes, attempts.Committed),
            [.. _workers.OrderBy(worker => worker.Key.Value).Select(worker => new DataSetWorker(worker.Key, worker.Value.Attempts, worker.Value.Bytes))]);
    }
}
