using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>
/// A control plane that hears everything, acknowledges it, and gives the release orders of a test. It can be told to be away. It never loses a report and never
/// answers late.
/// </summary>
internal sealed class FakeWorkerControlPlane : IWorkerControlPlane
{
    // Orders go out with the next heartbeat, so these come often; nothing depends on how often.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly List<PartitionChange> _changes = [];
    private readonly List<PartitionAttemptId> _orders = [];
    private readonly List<(Func<PartitionChange, bool> Wanted, TaskCompletionSource<PartitionChange> Heard)> _waiting = [];
    private TaskCompletionSource? _refusing;
    private TaskCompletionSource? _taking;
    private int _refused;
    private int _taken;
    private long _acknowledged;

    public List<WorkerRegistration> Registrations { get; } = [];

    public List<WorkerLeave> Leaves { get; } = [];

    /// <summary>Whether a worker's leave fails, as it does when nobody answers.</summary>
    public bool IsAway { get; set; }

    /// <summary>Whether orders are kept back until the worker says that it takes no more writes: with its last report.</summary>
    public bool OrdersAtTheEndOnly { get; set; }

    /// <summary>Everything heard so far.</summary>
    public IReadOnlyList<PartitionChange> Changes
    {
        get
        {
            lock (_lock)
            {
                return [.. _changes];
            }
        }
    }

    /// <summary>Tells the worker to delete an attempt, with each heartbeat until it says that it has.</summary>
    public void OrderRelease(PartitionAttemptId attempt)
    {
        lock (_lock)
        {
            _orders.Add(attempt);
        }
    }

    /// <summary>Refuses reports from now on.</summary>
    /// <returns>Completes with the second refusal: by then the worker has heard the first.</returns>
    public Task RefuseReports()
    {
        lock (_lock)
        {
            _refused = 0;
            _refusing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _refusing.Task;
        }
    }

    /// <summary>Takes reports again.</summary>
    /// <returns>Completes with the second report that is taken: by then the worker has heard of the first.</returns>
    public Task TakeReports()
    {
        lock (_lock)
        {
            _refusing = null;
            _taken = 0;
            _taking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _taking.Task;
        }
    }

    /// <summary>Completes when the worker has reported, or reports, this.</summary>
    public Task<PartitionChange> HeardAsync(PartitionChangeKind kind, PartitionAttemptId attempt)
    {
        bool Wanted(PartitionChange change) => change.Kind == kind && change.Attempt == attempt;
        TaskCompletionSource<PartitionChange> heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_changes.Find(Wanted) is PartitionChange already)
            {
                heard.SetResult(already);
            }
            else
            {
                _waiting.Add((Wanted, heard));
            }
        }

        return heard.Task.OrFail();
    }

    public Task<WorkerRegistrationReply> RegisterWorkerAsync(WorkerRegistration registration, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Registrations.Add(registration);
            return Task.FromResult(new WorkerRegistrationReply(Heartbeat, TimeSpan.FromHours(1), []));
        }
    }

    public Task<WorkerHeartbeatReply> HeartbeatWorkerAsync(WorkerHeartbeat heartbeat, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_refusing is not null)
            {
                if (++_refused == 2)
                {
                    _refusing.SetResult();
                }

                throw new ShuffleException(ShuffleErrorCode.ControlPlaneUnavailable, "Nobody listens.");
            }

            if (++_taken == 2)
            {
                _taking?.TrySetResult();
            }

            foreach (PartitionChange change in heartbeat.Changes.Where(change => change.Sequence > _acknowledged))
            {
                _acknowledged = change.Sequence;
                Hear(change);
            }

            bool keepBack = OrdersAtTheEndOnly && heartbeat.Load.AcceptsWrites;
            return Task.FromResult(new WorkerHeartbeatReply(_acknowledged, keepBack ? [] : [.. _orders]));
        }
    }

    public Task LeaveAsync(WorkerLeave leave, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Leaves.Add(leave);
            return IsAway ? Task.FromException(new ShuffleException(ShuffleErrorCode.ControlPlaneUnavailable, "Nobody answers.")) : Task.CompletedTask;
        }
    }

    private void Hear(PartitionChange change)
    {
        _changes.Add(change);
        if (change.Kind == PartitionChangeKind.Released)
        {
            _orders.Remove(change.Attempt);
        }

        foreach ((_, TaskCompletionSource<PartitionChange> heard) in _waiting.Where(waiter => waiter.Wanted(change)))
        {
            heard.TrySetResult(change);
        }

        _waiting.RemoveAll(waiter => waiter.Heard.Task.IsCompleted);
    }
}
