using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Jobs;

namespace ShuffleOrleans.ControlPlane.Sharding;

/// <summary>
/// One life of a job whose partitions are kept elsewhere, in groups: who speaks for it, which groups and data sets it has, its numbered events, its end. No
/// I/O and no clock; its owner gives it one command at a time, and stores <see cref="Describe"/> before it lets anybody see what changed.
/// </summary>
/// <remarks>
/// Events are not stored, but a number above every number given is (<see cref="EventCeiling"/>): read back, the job goes on from there, so that whoever
/// listens sees that it missed something, and lists.
/// </remarks>
internal sealed class ShardedJob
{
    /// <summary>How many numbers of events are reserved with one write.</summary>
    public const int ReservedEvents = 10_000;

    private readonly DataSetShapes _shapes = new();
    // Known, for they are to hear of the end, but not worth a write: they have told that they list nothing.
    private readonly HashSet<PartitionGroupId> _blank = [];
    private readonly HashSet<PartitionGroupId> _ended = [];

    public ShardedJob(JobRegistered registration, long foundingEpoch, int maxEvents)
    {
        Ownership = new JobOwnership(registration, []);
        Groups = new JobGroups(registration.Job);
        Events = new EventLog(maxEvents);
        FoundingEpoch = foundingEpoch;
        EventCeiling = ReservedEvents;
    }

    public ShardedJob(ShardedJobRecord stored, int maxEvents)
        : this(stored.Registration, stored.FoundingEpoch, maxEvents)
    {
        Ownership = new JobOwnership(stored.Registration, stored.FencedInstances);
        Groups.Restore(stored.Groups);
        Events.Restore(stored.EventCeiling, []);
        EventCeiling = stored.EventCeiling;
        IsEnding = stored.IsEnding;
        HighestEpoch = stored.HighestEpoch;
        foreach (DataSetRecord record in stored.DataSets)
        {
            _shapes.Set(record);
        }
    }

    /// <summary>Who speaks for it, and until when it may be silent.</summary>
    public JobOwnership Ownership { get; }

    public JobGroups Groups { get; }

    public EventLog Events { get; }

    /// <summary>Epochs up to this were given before the memory of the control plane began, if at all.</summary>
    public long FoundingEpoch { get; }

    /// <summary>Every number of an event is at most this. To be stored before events get the numbers up to it.</summary>
    public long EventCeiling { get; private set; }

    /// <summary>Whether it is over; its groups may still have to end.</summary>
    public bool IsEnding { get; private set; }

    /// <summary>The highest epoch of the groups that have ended.</summary>
    public long HighestEpoch { get; private set; }

    /// <summary>Whether the end of the job has come to this group.</summary>
    public bool HasEnded(PartitionGroupId group) => _ended.Contains(group);

    /// <summary>The workers that the next contribution goes to, in order; empty if it is the first, or none.</summary>
    public IReadOnlyList<WorkerId> HomesOf(DataSetId dataSet) => _shapes.HomesOf(dataSet);

    /// <inheritdoc cref="DataSetShapes.RequireFit"/>
    public void RequireFit(PartitionRequest request) => _shapes.RequireFit(request);

    /// <summary>Takes note of what is about to be allocated.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="subpartitionCount">How many subpartitions it has.</param>
    /// <param name="locations">The workers chosen for it, in order.</param>
    /// <returns>Whether there is something to store.</returns>
    public bool Intend(DataPartitionId partition, int subpartitionCount, IReadOnlyList<WorkerLocation> locations)
    {
        PartitionGroupId group = PartitionGroupId.Of(partition);
        bool isNews = Groups.Add(group) | _blank.Remove(group);
        Groups.Expect(group, 1);
        DataSetRecord record = DataSetShapes.RecordOf(partition, subpartitionCount, locations);
        isNews |= _shapes.Find(partition.DataSet) is not { } known || !IsSame(known, record);
        _shapes.Set(record);
        return isNews;
    }

    /// <summary>A group lists so many attempts. It may be one the job does not know: what it found on a worker's disks it has taken in by itself.</summary>
    /// <param name="group">The group.</param>
    /// <param name="kind">Of which kind its attempts are; none where that is not known.</param>
    /// <param name="attemptCount">How many it lists.</param>
    /// <returns>Whether there is something to store.</returns>
    public bool Learn(PartitionGroupId group, DataPartitionKind kind, int attemptCount)
    {
        if (HasEnded(group))
        {
            return false;
        }

        bool isNew = Groups.Add(group);
        Groups.Count(group, attemptCount);
        if (attemptCount == 0)
        {
            ForgetShapeIfEmpty(group.DataSet);
        }

        if (attemptCount == 0 && kind == DataPartitionKind.None)
        {
            if (isNew)
            {
                _blank.Add(group);
            }

            return false;
        }

        bool isNews = isNew | _blank.Remove(group);
        return (kind != DataPartitionKind.None && attemptCount > 0 && _shapes.TryAdd(new DataSetRecord(group.DataSet, kind, 0, []))) || isNews;
    }

    /// <summary>Makes room for the numbers of so many events.</summary>
    /// <returns>Whether the ceiling was raised, and is to be stored before the numbers are given.</returns>
    public bool Reserve(int eventCount)
    {
        if (Events.LastSequence + eventCount <= EventCeiling)
        {
            return false;
        }

        EventCeiling = Events.LastSequence + eventCount + ReservedEvents;
        return true;
    }

    /// <summary>The job is over.</summary>
    public void BeginEnd() => IsEnding = true;

    /// <summary>A group has ended; what it may still say is of the past.</summary>
    /// <param name="group">The group.</param>
    /// <param name="highestEpoch">The highest epoch it ever gave.</param>
    public void GroupEnded(PartitionGroupId group, long highestEpoch)
    {
        _ended.Add(group);
        Groups.Remove(group);
        HighestEpoch = Math.Max(HighestEpoch, highestEpoch);
    }

    public ShardedJobRecord Describe() => new(
        Ownership.Registration,
        FoundingEpoch,
        [.. Ownership.FencedInstances],
        [.. _shapes.Records],
        Groups.Describe(),
        EventCeiling,
        IsEnding,
        HighestEpoch);

    // A data set is known while it has attempts. What is stored of it is overwritten with the next change, or found to be empty again.
    private void ForgetShapeIfEmpty(DataSetId dataSet)
    {
        if (Groups.CountOf(dataSet) == 0)
        {
            _shapes.Remove(dataSet);
        }
    }

    private static bool IsSame(DataSetRecord known, DataSetRecord record)
        => known.Kind == record.Kind && known.SubpartitionCount == record.SubpartitionCount && known.Homes.SequenceEqual(record.Homes);
}
