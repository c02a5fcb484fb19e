using ShuffleOrleans.ControlPlane.Assignment;
using ShuffleOrleans.ControlPlane.Validation;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Grains.Workers;

/// <summary>The workers there are, ordered by id, and the choice among them. No I/O; owned by the directory's grain and used in its turns.</summary>
/// <param name="maxWorkers">The most workers, gone ones in their recovery window included.</param>
/// <param name="maxWorkersPerReduceDataSet">The most workers that share a data set's reduce partitions.</param>
/// <param name="strategies">How workers are chosen.</param>
internal sealed class WorkerRoster(int maxWorkers, int maxWorkersPerReduceDataSet, AssignmentStrategies strategies)
{
    private readonly SortedDictionary<Guid, RosterEntry> _entries = [];

    public IReadOnlyList<WorkerId> Ids => [.. _entries.Keys.Select(id => new WorkerId(id))];

    /// <summary>Those that have been described.</summary>
    public IReadOnlyList<WorkerView> Views => [.. _entries.Values.Select(entry => entry.View).OfType<WorkerView>()];

    /// <summary>Those that are known by their id alone.</summary>
    public IReadOnlyList<WorkerId> Undescribed => [.. _entries.Where(entry => entry.Value.View is null).Select(entry => new WorkerId(entry.Key))];

    public bool Contains(WorkerId worker) => _entries.ContainsKey(worker.Value);

    /// <summary>How a worker was described last; null if it never was.</summary>
    public WorkerView? ViewOf(WorkerId worker) => _entries.GetValueOrDefault(worker.Value)?.View;

    /// <summary>Enters a worker by its id.</summary>
    public void Restore(WorkerId worker) => _entries.Add(worker.Value, new RosterEntry());

    /// <summary>Takes in how a worker is now; enters it if it is new.</summary>
    /// <returns>What has happened to it, if anybody wants to know.</returns>
    public WorkerEventKind? Update(WorkerView view)
    {
        if (!_entries.TryGetValue(view.Location.Worker.Value, out RosterEntry? entry))
        {
            Require.That(
                _entries.Count < maxWorkers,
                "Worker",
                $"cannot be registered: this cluster has {maxWorkers} workers, its limit (MaxWorkers). Raise it.");
            _entries.Add(view.Location.Worker.Value, entry = new RosterEntry());
            entry.Describe(view);
            return WorkerEventKind.Registered;
        }

        WorkerEventKind? happened = Compare(entry.View, view);
        entry.Describe(view);
        return happened;
    }

    /// <summary>Takes in how a worker was when this memory began: nothing has happened.</summary>
    public void Describe(WorkerId worker, WorkerView view)
    {
        if (_entries.TryGetValue(worker.Value, out RosterEntry? entry) && entry.View is null)
        {
            entry.Describe(view);
        }
    }

    /// <summary>Removes a worker.</summary>
    /// <returns>Its last description; null if there is none.</returns>
    public WorkerView? Remove(WorkerId worker) => _entries.Remove(worker.Value, out RosterEntry? entry) ? entry.View : null;

    /// <summary>Chooses workers, all or none.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.NoWorkerAvailable"/>, <see cref="ShuffleErrorCode.InvalidRequest"/>: the strategy is not
    /// known.</exception>
    public AssignmentReply Assign(AssignmentRequest request)
    {
        IAssignmentStrategy strategy = strategies.Get(request.Strategy);
        if (request.Items.Count == 0)
        {
            return new AssignmentReply([]);
        }

        IEnumerable<WorkerStatus> workers = _entries.Values.Select(entry => entry.Status).OfType<WorkerStatus>();
        RequestAssignment assignment = new(WorkerFilter.Candidates(workers, request.PreferredDiskKind, strategy), maxWorkersPerReduceDataSet);
        AssignedWorkers[] assigned = [.. request.Items.Select(item => new AssignedWorkers(assignment.Assign(item.Request, item.Homes)))];
        foreach (WorkerLocation location in assigned.SelectMany(workersOfItem => workersOfItem.Locations))
        {
            _entries[location.Worker.Value].CountAssigned();
        }

        return new AssignmentReply(assigned);
    }

    private static WorkerEventKind? Compare(WorkerView? before, WorkerView now) => (before, now) switch
    {
        (null, _) => null,
        ({ IsGone: false }, { IsGone: true }) => now.LeftInOrder ? WorkerEventKind.Left : WorkerEventKind.Lost,
        (_, { IsGone: true }) => null,
        ({ IsGone: true }, _) => WorkerEventKind.Registered,
        _ => before.Location != now.Location ? WorkerEventKind.Registered : null,
    };
}
