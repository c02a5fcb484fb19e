using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.ControlPlane;

namespace ShuffleOrleans.Tests.Client.Fixtures;

/// <summary>A control plane that takes every worker in, remembers what it reports and passes on release orders. It never fails, forgets or reorders.</summary>
internal sealed class HeardControlPlane : IWorkerControlPlane
{
    private readonly Lock _lock = new();
    private readonly List<PartitionChange> _heard = [];
    private readonly List<PartitionAttemptId> _orders = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<WorkerRegistrationReply> RegisterWorkerAsync(WorkerRegistration registration, CancellationToken cancellationToken) =>
        Task.FromResult(new WorkerRegistrationReply(TimeSpan.FromMilliseconds(50), TimeSpan.FromHours(1), []));

    public Task<WorkerHeartbeatReply> HeartbeatWorkerAsync(WorkerHeartbeat heartbeat, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _heard.AddRange(heartbeat.Changes);
            _more.TrySetResult();
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            PartitionAttemptId[] orders = [.. _orders];
            _orders.Clear();
            return Task.FromResult(new WorkerHeartbeatReply(heartbeat.Changes.Count == 0 ? 0 : heartbeat.Changes[^1].Sequence, orders));
        }
    }

    public Task LeaveAsync(WorkerLeave leave, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Has the worker delete an attempt and waits until it says so.</summary>
    public Task ReleaseAsync(PartitionAttemptId attempt)
    {
        lock (_lock)
        {
            _orders.Add(attempt);
        }

        return HearAsync(PartitionChangeKind.Released, attempt);
    }

    /// <summary>Waits until the worker has reported this.</summary>
    public async Task HearAsync(PartitionChangeKind kind, PartitionAttemptId attempt)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (_heard.Any(change => change.Kind == kind && change.Attempt == attempt))
                {
                    return;
                }

                more = _more.Task;
            }

            await more.WaitAsync(Patience.Limit);
        }
    }
}
