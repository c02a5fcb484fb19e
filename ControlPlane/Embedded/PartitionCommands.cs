using ShuffleOrleans.ControlPlane.Assignment;
using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Jobs;
using ShuffleOrleans.ControlPlane.Partitions;
using ShuffleOrleans.ControlPlane.Validation;

namespace ShuffleOrleans.ControlPlane.Embedded;

/// <summary>What a JobMaster can ask about partitions. Each method is one turn.</summary>
internal sealed class PartitionCommands(EmbeddedControlPlaneOptions options, AssignmentStrategies strategies)
{
    public PartitionAllocationReply Allocate(Turn turn, PartitionAllocationRequest request)
    {
        JobMachine job = turn.RequireJob(request.Job, request.Instance);
        JobCommands.Hear(turn, job);
        // All is looked at before anything is changed: a request that is refused has allocated nothing.
        AttemptRecord?[] standing = [.. request.Partitions.Select(partition => turn.State.PartitionOrBlank(IdOf(job, partition)).Standing(partition))];
        int newCount = standing.Count(record => record is null);
        Require.That(
            job.Attempts.Count + newCount <= options.MaxPartitionsPerJob,
            "Partitions",
            $"would give the job more than {options.MaxPartitionsPerJob} attempts, the limit of this service (MaxPartitionsPerJob). Release some.");
        IReadOnlyList<WorkerCandidate> candidates = newCount == 0 ? [] : WorkerFilter.Candidates(turn.State.Workers);

        IAssignmentStrategy strategy = strategies.Get(job.AssignmentStrategy);
        return new PartitionAllocationReply([.. request.Partitions.Select((partition, index) => AllocationOf(standing[index] ?? AllocateOne(partition)))]);

        AttemptRecord AllocateOne(PartitionRequest partition)
        {
            WorkerCandidate chosen = strategy.Choose(candidates, partition.ProducerHost);
            chosen.Assign();
            PartitionMachine machine = turn.State.PartitionOrBlank(IdOf(job, partition));
            IReadOnlyList<AttemptFact> facts = machine.Allocate(partition, chosen.Location, job.EpochFloor);
            foreach (AttemptFact fact in facts)
            {
                turn.Raise(fact);
            }

            PartitionAttemptId attempt = facts[^1].Attempt;
            return turn.State.PartitionOrBlank(attempt.Partition).Find(attempt)!;
        }
    }

    public static void Release(Turn turn, PartitionReleaseRequest request)
    {
        JobMachine job = turn.RequireJob(request.Job, request.Instance);
        JobCommands.Hear(turn, job);
        foreach (PartitionAttemptId attempt in request.Attempts)
        {
            turn.Raise(turn.State.PartitionOrBlank(attempt.Partition).Release(attempt));
        }
    }

    public static PartitionListReply List(Turn turn, PartitionListRequest request)
    {
        JobMachine job = turn.RequireJob(request.Job);
        IReadOnlyCollection<PartitionAttemptId> attempts = job.AttemptsOf(request.DataSet);
        PartitionStatus[] page = [.. attempts.Skip(request.Skip).Take(request.Take).Select(attempt => StatusOf(turn, attempt))];
        return new PartitionListReply(page, attempts.Count, job.Events.LastSequence);
    }

    private static DataPartitionId IdOf(JobMachine job, PartitionRequest partition) => new(job.Id, partition.DataSet, partition.Kind, partition.PartitionIndex);

    private static PartitionAllocation AllocationOf(AttemptRecord record) => new(record.Attempt, record.SubpartitionCount, [record.Location]);

    private static PartitionStatus StatusOf(Turn turn, PartitionAttemptId attempt)
    {
        AttemptRecord record = turn.State.PartitionOrBlank(attempt.Partition).Find(attempt)!;
        return new PartitionStatus(AllocationOf(record), record.State, record.Receipt);
    }
}
