using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.ControlPlane.Partitions;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Groups;

// What people see of it, and may end.
internal sealed partial class PartitionGroup
{
    /// <summary>All attempts, in the order of a listing. Of another life of the job than the one asked about there are none.</summary>
    public IReadOnlyList<AttemptRecord> RecordsOf(long epochFloor)
        => epochFloor == EpochFloor ? [.. _attempts.Select(attempt => Find(attempt)!)] : [];

    /// <summary>The attempts of one partition, oldest first; all of them are of one kind.</summary>
    public IReadOnlyList<AttemptRecord> RecordsOf(long epochFloor, int index)
        => [.. RecordsOf(epochFloor).Where(record => record.Attempt.Partition.PartitionIndex == index).OrderBy(record => record.Attempt.Epoch)];

    /// <summary>Ends an attempt for an operator, whoever speaks for its job.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.PartitionNotFound"/>: there is no such attempt.</exception>
    public void ReleaseForOperator(int index, int attempt, long epoch, DateTimeOffset now)
    {
        AttemptRecord record = RecordsOf(EpochFloor, index).SingleOrDefault(known => known.Attempt.Attempt == attempt && known.Attempt.Epoch == epoch)
            ?? throw InspectionRules.NotFound($"attempt {attempt} with epoch {epoch} of partition {index} of data set {Id.DataSet} of job {Id.Job}");
        foreach (AttemptFact fact in OperatorRelease.Of(record, now))
        {
            Raise(fact, now);
        }
    }

    /// <summary>What happened since the last call, for people; told once, and only after what it tells of is durable.</summary>
    public IReadOnlyList<ServiceEvent> TakeEvents()
    {
        if (_events.Count == 0)
        {
            return [];
        }

        ServiceEvent[] events = [.. _events];
        _events.Clear();
        return events;
    }
}
