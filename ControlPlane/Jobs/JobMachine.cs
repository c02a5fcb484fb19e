using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Partitions;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.ControlPlane.Jobs;

/// <summary>
/// One registered job with all its attempts: who speaks for it, which attempts it has, and what it has still to be told. Born with
/// <see cref="JobRegistered"/>, gone with <see cref="JobEnded"/>. No I/O and no clock; its owner gives it one command at a time.
/// </summary>
internal sealed class JobMachine
{
    private readonly SortedSet<PartitionAttemptId> _attempts = new(AttemptOrder.Instance);
    private readonly HashSet<DataPartitionId> _partitions = [];

    public JobMachine(JobRegistered registration, int maxEvents)
    {
        Ownership = new JobOwnership(registration, []);
        Events = new EventLog(maxEvents);
    }

    public JobMachine(JobRestored restored, int maxEvents)
    {
        Ownership = new JobOwnership(restored.Registration, restored.FencedInstances);
        Events = new EventLog(maxEvents);
        DataSets.Restore(restored.DataSets);
        Events.Restore(restored.LastEventSequence, restored.Events);
    }

    /// <summary>Who speaks for it, and until when it may be silent.</summary>
    public JobOwnership Ownership { get; }

    public JobId Id => Ownership.Job;

    /// <summary>The job's own choice of strategy; null for the service's.</summary>
    public string? AssignmentStrategy => Ownership.Registration.AssignmentStrategy;

    public StorageChoice Storage => Ownership.Storage;

    public long EpochFloor => Ownership.EpochFloor;

    public EventLog Events { get; }

    public JobDataSets DataSets { get; } = new();

    /// <summary>All attempts that are not forgotten, in the order of a listing.</summary>
    public IReadOnlyCollection<PartitionAttemptId> Attempts => _attempts;

    /// <summary>All partitions that ever had an attempt: their epochs outlive the attempts, as long as the job lives.</summary>
    public IReadOnlyCollection<DataPartitionId> Partitions => _partitions;

    /// <summary>The attempts of one data set, or all.</summary>
    public IReadOnlyCollection<PartitionAttemptId> AttemptsOf(DataSetId? dataSet)
        => dataSet is { } id ? _attempts.GetViewBetween(AttemptOrder.FirstOf(Id, id), AttemptOrder.LastOf(Id, id)) : _attempts;

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

        if (PartitionNews.Of(fact, record) is { } news)
        {
            Events.Append(
                new PartitionEvent(Events.LastSequence + 1, news.At, news.Kind, news.Attempt, news.Worker, news.Receipt, news.Reason));
        }
    }

    /// <summary>A partition that a snapshot brought back.</summary>
    public void Restore(PartitionRestored partition)
    {
        _partitions.Add(partition.Partition);
        DataSets.Restore(partition);
        _attempts.UnionWith(partition.Attempts.Select(record => record.Attempt));
    }

    public JobRestored Describe() => new(Ownership.Registration, [.. Ownership.FencedInstances], DataSets.Describe(), Events.LastSequence, [.. Events.Kept]);
}
