using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.ControlPlane.Partitions;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Embedded;

/// <summary>The changes that an operator may make. Each method is one turn.</summary>
internal static class OperatorCommands
{
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

    public static void ReleaseAttempt(Turn turn, JobId job, DataSetId dataSet, int index, int number, long epoch)
    {
        (DataPartitionId id, AttemptRecord[] attempts) = InspectionCommands.Partition(turn, job, dataSet, index);
        PartitionAttemptId attempt = new(id, number, epoch);
        AttemptRecord record = Array.Find(attempts, known => known.Attempt == attempt) ?? throw InspectionRules.NotFound($"{attempt}");
        foreach (AttemptFact fact in OperatorRelease.Of(record, turn.Now))
        {
            turn.Raise(fact);
        }
    }
}
