using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Partitions;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Embedded;

/// <summary>The changes that an operator may make. Each method is one turn.</summary>
internal static class OperatorCommands
{
    private const string Reason = "released by an operator";

    public static WorkerSummary? Exclude(Turn turn, WorkerId id, string reason)
    {
        if (turn.State.Worker(id) is { } worker && worker.ExcludedFor != reason)
        {
            turn.Raise(new WorkerExcluded(id, reason));
        }

        return InspectionCommands.Worker(turn, id);
    }

    public static WorkerSummary? Include(Turn turn, WorkerId id)
    {
        if (turn.State.Worker(id) is { ExcludedFor: not null })
        {
            turn.Raise(new WorkerIncluded(id));
        }

        return InspectionCommands.Worker(turn, id);
    }

    public static void ReleaseJob(Turn turn, JobId job) => turn.Raise(new JobEnded(turn.RequireJob(job).Id, Expired: false));

    /// <summary>First its JobMaster hears that it is over, then the workers are told to delete all of it, also what may be damaged.</summary>
    public static void ReleaseAttempt(Turn turn, JobId job, DataSetId dataSet, int index, int number, long epoch)
    {
        (DataPartitionId id, AttemptRecord[] attempts) = InspectionCommands.Partition(turn, job, dataSet, index);
        PartitionAttemptId attempt = new(id, number, epoch);
        AttemptRecord record = Array.Find(attempts, known => known.Attempt == attempt) ?? throw InspectionCommands.NotFound($"{attempt}");
        if (record.State == PartitionState.Releasing)
        {
            return;
        }

        if (AttemptLife.IsLive(record.State))
        {
            WorkerId worker = record.Shares[0].Location.Worker;
            turn.Raise(record.State == PartitionState.Committed
                ? new AttemptLost(attempt, worker, Reason, turn.Now)
                : new AttemptFailed(attempt, worker, Reason, turn.Now, MayHaveRemains: true));
        }

        turn.Raise(new AttemptForgotten(attempt));
    }
}
