using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>Which attempts a query asks for.</summary>
/// <param name="query">The query.</param>
internal sealed class PartitionFilter(PartitionQuery query)
{
    private readonly HashSet<PartitionState> _states = [.. query.States];

    public bool Accepts(AttemptRecord record)
    {
        DataPartitionId partition = record.Attempt.Partition;
        return (query.Job is not { } job || partition.Job == job)
            && (query.DataSet is not { } dataSet || partition.DataSet == dataSet)
            && (_states.Count == 0 || _states.Contains(record.State))
            && (query.MinBytes is not { } least || record.PayloadBytes >= least)
            && (query.Worker is not { } worker || record.ShareOn(worker) is not null);
    }
}
