using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>
/// The control plane as a shuffle worker sees it: what the worker reports, and the orders it takes. A network may lie between the two sides: calls are
/// idempotent, deltas are numbered and repeated until acknowledged, orders are repeated until
/// carried out. The disk is the truth about bytes, the control plane about intent.
/// </summary>
public interface IWorkerControlPlane
{
    /// <summary>
    /// Registers a worker process with everything it holds. A new incarnation of a known worker replaces the old one. The reply names what the worker must
    /// drop.
    /// </summary>
    Task<WorkerRegistrationReply> RegisterWorkerAsync(WorkerRegistration registration, CancellationToken cancellationToken);

    /// <summary>Reports load and the partition changes since the last acknowledged ones; brings back orders.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.WorkerNotRegistered"/>: unknown worker or another incarnation; the worker registers
    /// again, with its inventory.</exception>
    Task<WorkerHeartbeatReply> HeartbeatWorkerAsync(WorkerHeartbeat heartbeat, CancellationToken cancellationToken);

    /// <summary>
    /// The worker process ends in order. Its committed data stays on its disks and is offered again when it returns. A stale incarnation is ignored.
    /// </summary>
    Task LeaveAsync(WorkerLeave leave, CancellationToken cancellationToken);
}
