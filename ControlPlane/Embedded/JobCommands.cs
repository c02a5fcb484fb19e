using ShuffleOrleans.ControlPlane.Assignment;
using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Jobs;
using ShuffleOrleans.ControlPlane.Partitions;
using ShuffleOrleans.ControlPlane.Workers;

namespace ShuffleOrleans.ControlPlane.Embedded;

/// <summary>What a JobMaster can ask about its job. Each method is one turn.</summary>
internal sealed class JobCommands(EmbeddedControlPlaneOptions options, AssignmentStrategies strategies)
{
    private readonly JobTerms _terms = new(options);

    public JobRegistration Register(Turn turn, JobRegistrationRequest request)
    {
        _ = strategies.Get(request.AssignmentStrategy);
        JobMachine? known = turn.State.Job(request.Job);
        turn.Raise(known is null ? Begin(turn, request) : known.Ownership.TakeOver(request, _terms.TimeoutOf(request)));
        if (known is null)
        {
            AdoptOrphans(turn, request.Job);
        }

        JobMachine job = turn.RequireJob(request.Job);
        Hear(turn, job);
        return _terms.AnswerTo(job.Ownership, job.Events.LastSequence);
    }

    public static JobHeartbeatReply Heartbeat(Turn turn, JobHeartbeat heartbeat)
    {
        JobMachine job = turn.RequireJob(heartbeat.Job, heartbeat.Instance);
        Hear(turn, job);
        return new JobHeartbeatReply(job.Events.LastSequence);
    }

    public static void Unregister(Turn turn, JobUnregistration request)
    {
        if (turn.State.Job(request.Job) is { } job)
        {
            job.Ownership.RequireInstance(request.Instance);
            turn.Raise(new JobEnded(job.Id, Expired: false));
        }
    }

    /// <param name="turn">The turn.</param>
    /// <param name="query">The query.</param>
    /// <param name="isFirstLook">False when a query that waits looks again: that says nothing about the JobMaster.</param>
    public static PartitionEventBatch ReadEvents(Turn turn, PartitionEventQuery query, bool isFirstLook)
    {
        JobMachine job = turn.RequireJob(query.Job, query.Instance);
        if (isFirstLook)
        {
            Hear(turn, job);
        }

        job.Events.Acknowledge(query.AfterSequence);
        return job.Events.ReadAfter(query.AfterSequence, query.MaxEvents);
    }

    // Any call of the right instance shows that the JobMaster lives.
    internal static void Hear(Turn turn, JobMachine job)
    {
        job.Ownership.Heard(turn.Now);
        turn.Watch(job.Ownership.Deadline);
    }

    private JobRegistered Begin(Turn turn, JobRegistrationRequest request)
    {
        _terms.RequireRoomForJob(turn.State.Jobs.Count);
        return new JobRegistered(
            request.Job,
            request.Instance,
            request.Name,
            request.AssignmentStrategy,
            _terms.TimeoutOf(request),
            request.Storage,
            turn.State.HighestEpoch,
            turn.Now);
    }

    // Workers may have brought data of this job while nobody knew it: a control plane without a journal has restarted. What it cannot take in stays until
    // its grace time is over.
    private static void AdoptOrphans(Turn turn, JobId job)
    {
        foreach (WorkerMachine worker in turn.State.Workers)
        {
            foreach (StoredPartition stored in worker.Orphans.Of(job).ToArray())
            {
                ReportVerdict verdict = turn.State.PartitionOrBlank(stored.Attempt.Partition).JudgeStored(
                    stored,
                    worker.Location,
                    turn.State.FoundingEpoch,
                    turn.Now);
                turn.Raise(verdict.Unwanted ? new ReleaseOrdered(worker.Id, stored.Attempt) : verdict.Fact);
            }
        }
    }
}
