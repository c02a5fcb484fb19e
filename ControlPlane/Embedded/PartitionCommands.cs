using ShuffleOrleans.ControlPlane.Assignment;
using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Jobs;
using ShuffleOrleans.ControlPlane.Workers;

namespace ShuffleOrleans.ControlPlane.Embedded;

/// <summary>What a JobMaster can ask about partitions. Each method is one turn.</summary>
internal sealed class PartitionCommands(EmbeddedControlPlaneOptions options, AssignmentStrategies strategies)
{
    private readonly JobTerms _terms = new(options);

    public PartitionAllocationReply Allocate(Turn turn, PartitionAllocationRequest request)
    {
        JobMachine job = turn.RequireJob(request.Job, request.Instance);
        JobCommands.Hear(turn, job);
        // All is looked at before anything is changed: a request that is refused has allocated nothing.
        AttemptRecord?[] standing = [.. request.Partitions.Select(partition => Standing(turn, job, partition))];
        int newCount = standing.Count(record => record is null);
        _terms.RequireRoomForAttempts(job.Attempts.Count + newCount);
        IAssignmentStrategy strategy = strategies.Get(job.AssignmentStrategy);
        RequestAssignment? assignment = newCount == 0
            ? null
            : new RequestAssignment(
                WorkerFilter.Candidates(turn.State.Workers.Select(StatusOf), job.Storage.PreferredDiskKind, strategy),
                options.MaxWorkersPerReduceDataSet);
        return new PartitionAllocationReply(
        [
            .. request.Partitions.Select(
                (partition, index) => AllocationOf(job, standing[index] ?? AllocateOne(turn, job, partition, assignment!))),
        ]);
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
        PartitionStatus[] page = [.. attempts.Skip(request.Skip).Take(request.Take).Select(attempt => StatusOf(turn, job, attempt))];
        return new PartitionListReply(page, attempts.Count, job.Events.LastSequence);
    }

    // The allocation that stands, or null if a new one is due, which is then known to fit the data set.
    private static AttemptRecord? Standing(Turn turn, JobMachine job, PartitionRequest request)
    {
        job.DataSets.RequireFit(request);
        return turn.State.PartitionOrBlank(IdOf(job, request)).Standing(request);
    }

    private static AttemptRecord AllocateOne(Turn turn, JobMachine job, PartitionRequest request, RequestAssignment assignment)
    {
        IReadOnlyList<WorkerLocation> locations = assignment.Assign(request, job.DataSets.HomesOf(request.DataSet));
        IReadOnlyList<AttemptFact> facts = turn.State.PartitionOrBlank(IdOf(job, request)).Allocate(request, locations, job.EpochFloor, turn.Now);
        foreach (AttemptFact fact in facts)
        {
            turn.Raise(fact);
        }

        PartitionAttemptId attempt = facts[^1].Attempt;
        return turn.State.PartitionOrBlank(attempt.Partition).Find(attempt)!;
    }

    private static DataPartitionId IdOf(JobMachine job, PartitionRequest partition) => new(job.Id, partition.DataSet, partition.Kind, partition.PartitionIndex);

    private static PartitionAllocation AllocationOf(JobMachine job, AttemptRecord record)
        => new(record.Attempt, record.SubpartitionCount, [.. record.Shares.Select(share => share.Location)], job.Storage);

    private static WorkerStatus StatusOf(WorkerMachine worker) => new(worker.Location, worker.IsGone, worker.Load, worker.Held.Count, worker.ExcludedFor);

    private static PartitionStatus StatusOf(Turn turn, JobMachine job, PartitionAttemptId attempt)
    {
        AttemptRecord record = turn.State.PartitionOrBlank(attempt.Partition).Find(attempt)!;
        return new PartitionStatus(AllocationOf(job, record), record.State, record.Receipt);
    }
}
