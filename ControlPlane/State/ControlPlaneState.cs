using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Jobs;
using ShuffleOrleans.ControlPlane.Partitions;
using ShuffleOrleans.ControlPlane.Workers;

namespace ShuffleOrleans.ControlPlane.State;

/// <summary>
/// All machines of one control plane, and the one way they change: a fact goes to every machine it concerns. Not safe for several threads; its owner takes
/// turns.
/// </summary>
/// <param name="maxEventsPerJob">How many events a job keeps for a JobMaster that does not ask.</param>
internal sealed partial class ControlPlaneState(int maxEventsPerJob)
{
    private readonly Dictionary<JobId, JobMachine> _jobs = [];
    private readonly Dictionary<DataPartitionId, PartitionMachine> _partitions = [];
    private readonly SortedDictionary<Guid, WorkerMachine> _workers = [];

    public IReadOnlyCollection<JobMachine> Jobs => _jobs.Values;

    /// <summary>Ordered by id.</summary>
    public IReadOnlyCollection<WorkerMachine> Workers => _workers.Values;

    /// <summary>No epoch above this was ever given; a new job starts from here, so that no earlier job of the same id can share an epoch with it.</summary>
    public long HighestEpoch { get; private set; }

    /// <summary>Where this control plane's memory begins: of an attempt with a greater epoch it knows all there is to know, also that it is over.</summary>
    public long FoundingEpoch { get; private set; }

    public IReadOnlyCollection<PartitionMachine> Partitions => _partitions.Values;

    public JobMachine? Job(JobId id) => _jobs.GetValueOrDefault(id);

    public WorkerMachine? Worker(WorkerId id) => _workers.GetValueOrDefault(id.Value);

    /// <summary>The partition; a blank one, not yet part of the state, if nothing was ever allocated of it.</summary>
    public PartitionMachine PartitionOrBlank(DataPartitionId id) => _partitions.GetValueOrDefault(id) ?? new PartitionMachine(id);

    /// <summary>An attempt that is not forgotten.</summary>
    public AttemptRecord? FindAttempt(PartitionAttemptId attempt) => _partitions.GetValueOrDefault(attempt.Partition)?.Find(attempt);

    public void Apply(ControlPlaneFact fact)
    {
        switch (fact)
        {
            case AttemptFact f:
                ApplyToAttempt(f);
                break;
            case JobRegistered f when _jobs.TryGetValue(f.Job, out JobMachine? job):
                job.Ownership.Apply(f);
                break;
            case JobRegistered f:
                _jobs.Add(f.Job, new JobMachine(f, maxEventsPerJob));
                break;
            case JobEnded f:
                End(Known(f.Job));
                break;
            case WorkerRegistered f when _workers.TryGetValue(f.Location.Worker.Value, out WorkerMachine? worker):
                worker.Apply(f);
                break;
            case WorkerRegistered f:
                _workers.Add(f.Location.Worker.Value, new WorkerMachine(f));
                break;
            case WorkerReported f:
                Known(f.Worker).Apply(f);
                break;
            case WorkerGone f:
                Known(f.Worker).ApplyGone();
                break;
            case WorkerExcluded f:
                Known(f.Worker).Apply(f);
                break;
            case WorkerIncluded f:
                Known(f.Worker).ApplyIncluded();
                break;
            case WorkerForgotten f:
                _workers.Remove(f.Worker.Value);
                break;
            case ReleaseOrdered f:
                Known(f.Worker).Apply(f);
                break;
            case ReleaseDone f:
                Known(f.Worker).Apply(f);
                break;
            case OrphansFound f:
                Known(f.Worker).Orphans.Apply(f);
                break;
            default:
                Restore(fact);
                break;
        }
    }

    // All is looked up before anything is changed: a fact that does not fit changes nothing.
    private void ApplyToAttempt(AttemptFact fact)
    {
        PartitionMachine partition = PartitionOrBlank(fact.Attempt.Partition);
        JobMachine job = Known(fact.Attempt.Partition.Job);

        AttemptRecord record = partition.Apply(fact);
        _partitions.TryAdd(partition.Id, partition);
        job.Apply(fact, record);
        foreach (ShareRecord share in record.Shares)
        {
            // Gone for good when a failed or lost attempt is forgotten later than its worker.
            Worker(share.Location.Worker)?.Apply(fact, share);
        }

        HighestEpoch = Math.Max(HighestEpoch, fact.Attempt.Epoch);
    }

    private JobMachine Known(JobId id) => Job(id) ?? throw new InvalidOperationException($"Job {id} is not registered.");

    private WorkerMachine Known(WorkerId id) => Worker(id) ?? throw new InvalidOperationException($"Worker {id} is not known.");

    // The end of a job orders all its attempts released. The partitions go with it; the orders stay with the workers until they confirm.
    private void End(JobMachine job)
    {
        foreach (PartitionAttemptId attempt in job.Attempts)
        {
            if (_partitions[attempt.Partition].Find(attempt) is { } record)
            {
                OrderReleased(record);
            }
        }

        foreach (DataPartitionId partition in job.Partitions)
        {
            _partitions.Remove(partition);
        }

        _jobs.Remove(job.Id);
    }

    // Of an attempt that has ended already, all but the worker where it did have their orders.
    private void OrderReleased(AttemptRecord record)
    {
        foreach (ShareRecord share in record.Shares.Where(share => share.MayHaveRemains || AttemptLife.IsLive(record.State)))
        {
            Worker(share.Location.Worker)?.Apply(new AttemptReleasing(record.Attempt), share);
        }
    }
}
