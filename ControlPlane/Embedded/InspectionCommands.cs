using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.ControlPlane.Metrics;
using ShuffleOrleans.ControlPlane.Partitions;
using ShuffleOrleans.ControlPlane.State;
using ShuffleOrleans.ControlPlane.Workers;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Embedded;

/// <summary>
/// What people and their tools can see. Each method is one turn and only copies what is needed: records of attempts are immutable, so that counting, sorting
/// and choosing happen outside.
/// </summary>
internal static class InspectionCommands
{
    private const string Node = "embedded";

    public static WorkerSummary[] Workers(Turn turn) => [.. turn.State.Workers.Select(Show)];

    public static WorkerSummary? Worker(Turn turn, WorkerId id) => turn.State.Worker(id) is { } worker ? Show(worker) : null;

    /// <summary>All jobs, not counted yet, and all attempts there are.</summary>
    public static (JobSummary[] Jobs, List<AttemptRecord> Attempts) JobsAndAttempts(Turn turn)
        => ([.. turn.State.Jobs.Select(job => JobPortrait.Of(job.Ownership))], Attempts(turn, null, null));

    public static (JobSummary Job, List<AttemptRecord> Attempts) JobAndAttempts(Turn turn, JobId id, DataSetId? dataSet = null)
        => (JobPortrait.Of(turn.RequireJob(id).Ownership), Attempts(turn, id, dataSet));

    /// <summary>The attempts of a job, of a data set, or all.</summary>
    public static List<AttemptRecord> Attempts(Turn turn, JobId? job, DataSetId? dataSet)
    {
        List<AttemptRecord> attempts = new(job is null && dataSet is null ? turn.State.Partitions.Count : 0);
        foreach (PartitionMachine partition in turn.State.Partitions)
        {
            if ((job is not { } wanted || partition.Id.Job == wanted) && (dataSet is not { } set || partition.Id.DataSet == set))
            {
                partition.CopyTo(attempts);
            }
        }

        return attempts;
    }

    /// <summary>One partition's attempts; all attempts of a data set are of one kind, so at most one of the two kinds has any.</summary>
    public static (DataPartitionId Id, AttemptRecord[] Attempts) Partition(Turn turn, JobId job, DataSetId dataSet, int index)
    {
        turn.RequireJob(job);
        DataPartitionId id = new(job, dataSet, DataPartitionKind.Map, index);
        AttemptRecord[] attempts = [.. turn.State.PartitionOrBlank(id).Attempts];
        if (attempts.Length == 0)
        {
            id = id with { Kind = DataPartitionKind.Reduce };
            attempts = [.. turn.State.PartitionOrBlank(id).Attempts];
        }

        return attempts.Length > 0 ? (id, attempts) : throw InspectionRules.NotFound($"partition {index} of data set {dataSet} of job {job}");
    }

    /// <summary>How much there is of everything.</summary>
    public static ClusterCounts Count(ControlPlaneState state)
    {
        StateTally attempts = new();
        HashSet<(JobId, DataSetId)> dataSets = [];
        foreach (PartitionMachine partition in state.Partitions)
        {
            dataSets.Add((partition.Id.Job, partition.Id.DataSet));
            foreach (AttemptRecord attempt in partition.Attempts)
            {
                attempts.Add(attempt.State);
            }
        }

        return new ClusterCounts(
            state.Jobs.Count,
            dataSets.Count,
            attempts.ToCounts(),
            state.Workers.CountBy(worker => WorkerPortrait.StateOf(worker).State).ToDictionary());
    }

    private static WorkerSummary Show(WorkerMachine worker) => WorkerPortrait.Of(worker, Node, worker.Held.Count);
}
