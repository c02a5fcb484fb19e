using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.Client.Local;

/// <summary>
/// All the control plane that a worker inside an executor needs: takes it in, acknowledges what it reports, and passes that on. Orders do not come from here:
/// the environment gives them directly.
/// </summary>
internal sealed class LocalWorkerControlPlane : IWorkerControlPlane
{
    // Changes are reported at once; the rest of a heartbeat is a look at the free space of the disks.
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(10);

    /// <summary>The worker reported this. On the worker's reporting loop, one at a time; must not block.</summary>
    public event Action<PartitionChange>? Reported;

    public Task<WorkerRegistrationReply> RegisterWorkerAsync(WorkerRegistration registration, CancellationToken cancellationToken) =>
        Task.FromResult(new WorkerRegistrationReply(HeartbeatInterval, HeartbeatTimeout: TimeSpan.MaxValue, Release: []));

    public Task<WorkerHeartbeatReply> HeartbeatWorkerAsync(WorkerHeartbeat heartbeat, CancellationToken cancellationToken)
    {
        long acknowledged = 0;
        foreach (PartitionChange change in heartbeat.Changes)
        {
            acknowledged = change.Sequence;
            Reported?.Invoke(change);
        }

        return Task.FromResult(new WorkerHeartbeatReply(acknowledged, Release: []));
    }

    public Task LeaveAsync(WorkerLeave leave, CancellationToken cancellationToken) => Task.CompletedTask;
}
