using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.ControlPlane.Jobs;

/// <summary>
/// One registered job: which JobMaster process speaks for it, until when it may be silent, which attempts it has, and what it has still to be told.
/// Born with <see cref="JobRegistered"/>, gone with <see cref="JobEnded"/>. No I/O and no clock; its owner gives it one command at a time.
/// </summary>
internal sealed class JobMachine
{
    /// <summary>How many replaced instances are remembered, so that a fenced JobMaster cannot take its job back.</summary>
    private const int RememberedInstances = 16;

    private readonly List<JobInstanceId> _fenced = [];
    private readonly SortedSet<PartitionAttemptId> _attempts = new(AttemptOrder.Instance);
    private readonly HashSet<DataPartitionId> _partitions = [];
    private JobRegistered _registration;

    public JobMachine(JobRegistered registration, int maxEvents)
    {
        _registration = registration;
        Events = new EventLog(maxEvents);
    }

    public JobMachine(JobRestored restored, int maxEvents)
        : this(restored.Registration, maxEvents)
    {
        _fenced.AddRange(restored.FencedInstances);
        DataSets.Restore(restored.DataSets);
        Events.Restore(restored.LastEventSequence, restored.Events);
    }

    public JobId Id => _registration.Job;

    public JobInstanceId Instance => _registration.Instance;

    public string Name => _registration.Name;

    /// <summary>The job's own choice of strategy; null for the service's.</summary>
    public string? AssignmentStrategy => _registration.AssignmentStrategy;

    public TimeSpan HeartbeatTimeout => _registration.HeartbeatTimeout;

    /// <summary>How the job wants its partitions kept.</summary>
    public StorageChoice Storage => _registration.Storage;

    /// <summary>Every epoch of the job is greater: whatever an earlier job of this id was given can never be given again.</summary>
    public long EpochFloor => _registration.EpochFloor;

    public EventLog Events { get; }

    public JobDataSets DataSets { get; } = new();

    /// <summary>All attempts that are not forgotten, in the order of a listing.</summary>
    public IReadOnlyCollection<PartitionAttemptId> Attempts => _attempts;

    /// <summary>All partitions that ever had an attempt: their epochs outlive the attempts, as long as the job lives.</summary>
    public IReadOnlyCollection<DataPartitionId> Partitions => _partitions;

    /// <summary>When the job expires unless it is heard before.</summary>
    public DateTimeOffset Deadline { get; private set; }

    /// <summary>What registering with this request means: null if this very instance is registered already.</summary>
    public JobRegistered? TakeOver(JobRegistrationRequest request, TimeSpan heartbeatTimeout)
    {
        if (request.Instance == Instance)
        {
            return null;
        }

        if (_fenced.Contains(request.Instance))
        {
            throw Fenced(request.Instance);
        }

        return new JobRegistered(Id, request.Instance, request.Name, request.AssignmentStrategy, heartbeatTimeout, request.Storage, EpochFloor);
    }

    /// <summary>Refuses an instance that does not speak for the job.</summary>
    public void RequireInstance(JobInstanceId instance)
    {
        if (instance != Instance)
        {
            throw Fenced(instance);
        }
    }

    public void Heard(DateTimeOffset now) => Deadline = now + HeartbeatTimeout;

    /// <summary>The attempts of one data set, or all.</summary>
    public IReadOnlyCollection<PartitionAttemptId> AttemptsOf(DataSetId? dataSet)
        => dataSet is { } id ? _attempts.GetViewBetween(AttemptOrder.FirstOf(Id, id), AttemptOrder.LastOf(Id, id)) : _attempts;

    public void Apply(JobRegistered registration)
    {
        _fenced.Add(Instance);
        if (_fenced.Count > RememberedInstances)
        {
            _fenced.RemoveAt(0);
        }

        _registration = registration;
    }

    /// <summary>Takes note of what happened to an attempt.</summary>
    /// <param name="fact">What happened.</param>
    /// <param name="record">The attempt after it.</param>
    public void Apply(AttemptFact fact, AttemptRecord record)
    {
        _partitions.Add(fact.Attempt.Partition);
        DataSets.Apply(fact, record);
        if (fact is AttemptAllocated or AttemptAdopted)
        {
            _attempts.Add(fact.Attempt);
        }
        else if (fact is AttemptForgotten || record.IsReleased)
        {
            _attempts.Remove(fact.Attempt);
        }

        TellOf(fact, record);
    }

    /// <summary>A partition that a snapshot brought back.</summary>
    public void Restore(PartitionRestored partition)
    {
        _partitions.Add(partition.Partition);
        DataSets.Restore(partition);
        _attempts.UnionWith(partition.Attempts.Select(record => record.Attempt));
    }

    public JobRestored Describe() => new(_registration, [.. _fenced], DataSets.Describe(), Events.LastSequence, [.. Events.Kept]);

    private void TellOf(AttemptFact fact, AttemptRecord record)
    {
        switch (fact)
        {
            case AttemptAdopted f:
                Tell(PartitionEventKind.Committed, fact, f.Location.Worker, f.At, "found on its worker", record.Receipt);
                break;
            case ShareCommitted f when record.State == PartitionState.Committed:
                Tell(PartitionEventKind.Committed, fact, f.Worker, f.At, "all of it is stored", record.Receipt);
                break;
            case AttemptFailed f:
                Tell(PartitionEventKind.Failed, fact, f.Worker, f.At, f.Reason);
                break;
            case AttemptLost f:
                Tell(PartitionEventKind.Lost, fact, f.Worker, f.At, f.Reason);
                break;
            case ShareRelocated f:
                Tell(PartitionEventKind.Relocated, fact, f.Location.Worker, f.At, "its worker returned as a new process or at a new address");
                break;
        }
    }

    private void Tell(PartitionEventKind kind, AttemptFact fact, WorkerId worker, DateTimeOffset at, string reason, PartitionReceipt? receipt = null)
        => Events.Append(new PartitionEvent(Events.LastSequence + 1, at, kind, fact.Attempt, worker, receipt, reason));

    private ShuffleException Fenced(JobInstanceId instance) => new(
        ShuffleErrorCode.JobInstanceFenced,
        $"Instance {instance} no longer speaks for job {Id}: a newer JobMaster process has taken it over. Stop this one.");
}
