namespace ShuffleOrleans.ControlPlane.Metrics;

/// <summary>Times the calls that workers make.</summary>
/// <param name="inner">Does the work; stays its maker's.</param>
/// <param name="metrics">Counts.</param>
/// <param name="time">The clock.</param>
public sealed class MeasuredWorkerControlPlane(IWorkerControlPlane inner, ControlPlaneMetrics metrics, TimeProvider time) : IWorkerControlPlane
{
    private readonly CallMeter _calls = new(metrics, time);

    /// <inheritdoc/>
    public Task<WorkerRegistrationReply> RegisterWorkerAsync(WorkerRegistration registration, CancellationToken cancellationToken)
        => _calls.MeasureAsync("RegisterWorker", () => inner.RegisterWorkerAsync(registration, cancellationToken));

    /// <inheritdoc/>
    public Task<WorkerHeartbeatReply> HeartbeatWorkerAsync(WorkerHeartbeat heartbeat, CancellationToken cancellationToken)
        => _calls.MeasureAsync("HeartbeatWorker", () => inner.HeartbeatWorkerAsync(heartbeat, cancellationToken));

    /// <inheritdoc/>
    public Task LeaveAsync(WorkerLeave leave, CancellationToken cancellationToken)
        => _calls.MeasureAsync("LeaveWorker", () => inner.LeaveAsync(leave, cancellationToken));
}
