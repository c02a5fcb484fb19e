using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.ControlPlane.Jobs;
using ShuffleOrleans.ControlPlane.Partitions;
using ShuffleOrleans.ControlPlane.Workers;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Groups;

/// <summary>
/// The partition machines of one group (<see cref="PartitionGroupId"/>), what follows from them for each worker, and what the job has to be told: the state of
/// a partition grain. Belongs to one life of its job at a time; when that is over, only the workers' orders to delete are left, until they are confirmed. No
/// I/O and no clock; its owner gives it one command at a time, stores <see cref="Describe"/> when it <see cref="HasChanges"/>, gives
/// <see cref="ChangedWorkers"/> their duties and tells <see cref="Untold"/> news.
/// </summary>
internal sealed partial class PartitionGroup
{
    private readonly Dictionary<DataPartitionId, PartitionMachine> _partitions = [];
    private readonly SortedSet<PartitionAttemptId> _attempts = new(AttemptOrder.Instance);
    private readonly Dictionary<WorkerId, WorkerDuties> _workers = [];
    private readonly HashSet<WorkerId> _changedWorkers = [];
    // Assigned to a worker that has not confirmed yet that it is still the process the assignment means.
    private readonly HashSet<(WorkerId Worker, PartitionAttemptId Attempt)> _unmet = [];
    private readonly List<PartitionNews> _untold = [];
    private readonly List<ServiceEvent> _events = [];
    private long _highestEpoch;
    private long _endedFloor;

    /// <summary>An empty group, or what was stored of one; whatever may not have been told before is told again.</summary>
    public PartitionGroup(PartitionGroupId id, GroupDocument? stored)
    {
        Id = id;
        if (stored is not null)
        {
            Restore(stored);
        }
    }

    public PartitionGroupId Id { get; }

    /// <summary>The life of the job that the partitions belong to; 0 if the group belongs to none.</summary>
    public long EpochFloor { get; private set; }

    /// <summary>Epochs up to this were given before the control plane's memory began.</summary>
    public long FoundingEpoch { get; private set; }

    /// <summary>Grows with every change, also over times in which nothing is stored.</summary>
    public long Version { get; private set; }

    /// <summary>How many attempts it lists.</summary>
    public int AttemptCount => _attempts.Count;

    /// <summary>Whether something has changed since <see cref="MarkStored"/>.</summary>
    public bool HasChanges { get; private set; }

    /// <summary>The workers whose duties have changed since they met the group last.</summary>
    public IReadOnlyCollection<WorkerId> ChangedWorkers => _changedWorkers;

    /// <summary>What the job has to be told, oldest first.</summary>
    public IReadOnlyList<PartitionNews> Untold => _untold;

    /// <summary>What a worker is intended to hold.</summary>
    public int HeldCount(WorkerId worker) => _workers.TryGetValue(worker, out WorkerDuties? duties) ? duties.Held.Count : 0;

    /// <summary>What a worker is to delete.</summary>
    public IReadOnlyCollection<PartitionAttemptId> ReleaseOrders(WorkerId worker)
        => _workers.TryGetValue(worker, out WorkerDuties? duties) ? duties.ReleaseOrders : [];

    /// <summary>Begins to belong to a life of the job. What is left of an earlier one is ended first.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.JobNotFound"/>: this life is over.</exception>
    public void Enter(long epochFloor, long foundingEpoch, DateTimeOffset now)
    {
        if (epochFloor <= _endedFloor || epochFloor < EpochFloor)
        {
            throw new ShuffleException(
                ShuffleErrorCode.JobNotFound, $"Job {Id.Job} has ended, or was registered anew, while this call was under way. Register it again.");
        }

        if (EpochFloor != 0 && epochFloor > EpochFloor)
        {
            End(EpochFloor, now);
        }

        EpochFloor = epochFloor;
        FoundingEpoch = foundingEpoch;
    }

    /// <summary>The attempt that stands for a request; null if a new one is due.</summary>
    public AttemptRecord? Standing(PartitionRequest request) => PartitionOrBlank(IdOf(request)).Standing(request);

    /// <summary>Gives an attempt its epoch at these workers, unless it stands by now.</summary>
    public AttemptRecord Allocate(PartitionRequest request, IReadOnlyList<WorkerLocation> locations, DateTimeOffset now)
    {
        PartitionMachine partition = PartitionOrBlank(IdOf(request));
        if (partition.Standing(request) is { } standing)
        {
            return standing;
        }

        IReadOnlyList<AttemptFact> facts = partition.Allocate(request, locations, EpochFloor, now);
        foreach (AttemptFact fact in facts)
        {
            Raise(fact, now);
        }

        return Find(facts[^1].Attempt)!;
    }

    /// <summary>Puts an attempt on its way out; an unknown one is no error.</summary>
    public void Release(PartitionAttemptId attempt, DateTimeOffset now) => Raise(PartitionOrBlank(attempt.Partition).Release(attempt), now);

    /// <summary>A page of its attempts, in the order of a listing.</summary>
    public IEnumerable<AttemptRecord> List(int skip, int take) => _attempts.Skip(skip).Take(take).Select(attempt => Find(attempt)!);

    /// <summary>Ends a life of the job, and earlier ones: all attempts are ordered to be released, nothing is told any more.</summary>
    /// <returns>The highest epoch ever given here.</returns>
    public long End(long epochFloor, DateTimeOffset now)
    {
        _endedFloor = Math.Max(_endedFloor, epochFloor);
        if (EpochFloor == 0 || EpochFloor > epochFloor)
        {
            return _highestEpoch;
        }

        foreach (PartitionAttemptId attempt in _attempts)
        {
            OrderReleased(Find(attempt)!);
        }

        EpochFloor = 0;
        _attempts.Clear();
        _partitions.Clear();
        _unmet.Clear();
        _untold.Clear();
        Touch(now);
        return _highestEpoch;
    }

    /// <summary>All of it; null if there is nothing to remember.</summary>
    public GroupDocument? Describe()
    {
        WorkerOrders[] orders =
        [
            .. _workers.Where(worker => worker.Value.ReleaseOrders.Count > 0).Select(worker => new WorkerOrders(worker.Key, [.. worker.Value.ReleaseOrders])),
        ];
        return _partitions.Count == 0 && orders.Length == 0
            ? null
            : new GroupDocument(
                EpochFloor, FoundingEpoch, _highestEpoch, Version, [.. _partitions.Values.Select(partition => partition.Describe())], orders, [.. _untold]);
    }

    /// <summary>What <see cref="Describe"/> said is durable.</summary>
    public void MarkStored() => HasChanges = false;

    /// <summary>The job has heard the oldest so many news.</summary>
    public void MarkTold(int count) => _untold.RemoveRange(0, count);

    private static DataPartitionId IdOf(JobId job, PartitionRequest request) => new(job, request.DataSet, request.Kind, request.PartitionIndex);

    private DataPartitionId IdOf(PartitionRequest request) => IdOf(Id.Job, request);

    private PartitionMachine PartitionOrBlank(DataPartitionId id) => _partitions.GetValueOrDefault(id) ?? new PartitionMachine(id);

    private AttemptRecord? Find(PartitionAttemptId attempt) => PartitionOrBlank(attempt.Partition).Find(attempt);

    private void Raise(AttemptFact? fact, DateTimeOffset now)
    {
        if (fact is null)
        {
            return;
        }

        PartitionMachine partition = PartitionOrBlank(fact.Attempt.Partition);
        AttemptRecord record = partition.Apply(fact);
        _partitions.TryAdd(partition.Id, partition);
        if (partition.Find(fact.Attempt) is null)
        {
            _attempts.Remove(fact.Attempt);
        }
        else
        {
            _attempts.Add(fact.Attempt);
        }

        foreach (ShareRecord share in record.Shares)
        {
            DutiesOf(share.Location.Worker).Apply(fact, share);
            if (fact is AttemptAllocated)
            {
                _unmet.Add((share.Location.Worker, fact.Attempt));
            }
        }

        if (PartitionNews.Of(fact, record) is { } news)
        {
            _untold.Add(news);
        }

        if (FactEvents.Of(fact, partition.Find(fact.Attempt), now) is { } told)
        {
            _events.Add(told);
        }

        _highestEpoch = Math.Max(_highestEpoch, fact.Attempt.Epoch);
        Touch(now);
    }

    // Whoever asks for a worker's duties is about to change them.
    private WorkerDuties DutiesOf(WorkerId worker)
    {
        _changedWorkers.Add(worker);
        return _workers.TryGetValue(worker, out WorkerDuties? duties) ? duties : _workers[worker] = new WorkerDuties(worker);
    }

    // Of an attempt that has ended already, all but the worker where it did have their orders.
    private void OrderReleased(AttemptRecord record)
    {
        foreach (ShareRecord share in record.Shares.Where(share => share.MayHaveRemains || AttemptLife.IsLive(record.State)))
        {
            DutiesOf(share.Location.Worker).Order(record.Attempt);
        }
    }

    // The time of day keeps it growing when nothing was stored in between.
    private void Touch(DateTimeOffset now)
    {
        Version = Math.Max(Version + 1, now.ToUnixTimeMilliseconds());
        HasChanges = true;
    }

    private void Restore(GroupDocument stored)
    {
        EpochFloor = stored.EpochFloor;
        FoundingEpoch = stored.FoundingEpoch;
        Version = stored.Version;
        _highestEpoch = stored.HighestEpoch;
        _untold.AddRange(stored.Untold);
        foreach (PartitionRestored restored in stored.Partitions)
        {
            PartitionMachine partition = new(restored.Partition);
            partition.Apply(restored);
            _partitions.Add(partition.Id, partition);
            _attempts.UnionWith(restored.Attempts.Select(record => record.Attempt));
            foreach (AttemptRecord record in restored.Attempts)
            {
                RestoreDuties(record);
            }
        }

        foreach (WorkerOrders orders in stored.Orders)
        {
            DutiesOf(orders.Worker).Restore(orders.Attempts);
        }
    }

    // Also where an attempt has ended its worker is met again: it may not have heard that it holds one less.
    private void RestoreDuties(AttemptRecord record)
    {
        foreach (ShareRecord share in record.Shares)
        {
            WorkerDuties duties = DutiesOf(share.Location.Worker);
            if (AttemptLife.IsLive(record.State))
            {
                duties.Restore(record.Attempt);
                _unmet.Add((share.Location.Worker, record.Attempt));
            }
        }
    }
}
