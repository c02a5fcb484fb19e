using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>
/// The control plane as an engine's JobMaster sees it. A network may lie between the two sides: every call carries all it needs, is idempotent (a repeated call
/// has the effect and the
/// answer of one), works on batches, and is fenced by the job instance. Payload never passes here.
/// Implementations: the embedded control plane, the control plane over HTTP, Orleans grains.
/// </summary>
/// <remarks>
/// Every call may throw <see cref="ShuffleException"/>: <see cref="ShuffleErrorCode.InvalidRequest"/> for a request that makes no sense,
/// <see cref="ShuffleErrorCode.JobNotFound"/> for a job that
/// is not registered or has expired, <see cref="ShuffleErrorCode.JobInstanceFenced"/> for an instance that was replaced,
/// <see cref="ShuffleErrorCode.ControlPlaneUnavailable"/> (transient) when
/// no answer came: the caller then does not know whether the call took effect and repeats it.
/// </remarks>
public interface IShuffleControlPlane
{
    /// <summary>Registers a job, or takes a registered job over: the newer instance fences the older one, the job's partitions stay.</summary>
    Task<JobRegistration> RegisterJobAsync(JobRegistrationRequest request, CancellationToken cancellationToken);

    /// <summary>Says that the JobMaster lives. A job that is silent for its heartbeat timeout expires: it is ended and its data released.</summary>
    Task<JobHeartbeatReply> HeartbeatJobAsync(JobHeartbeat heartbeat, CancellationToken cancellationToken);

    /// <summary>Ends a job and releases all its data. Ending a job that is already gone is no error.</summary>
    Task UnregisterJobAsync(JobUnregistration request, CancellationToken cancellationToken);

    /// <summary>
    /// Assigns a worker to each of the requested partition attempts. A repeated request for the same attempt gives the same allocation while that still stands;
    /// a higher attempt of the
    /// same partition gets a new epoch and fences the lower one.
    /// </summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.NoWorkerAvailable"/>: no worker passes the filters; nothing was allocated.
    /// <see cref="ShuffleErrorCode.StaleEpoch"/>: a higher attempt is already known.</exception>
    Task<PartitionAllocationReply> AllocatePartitionsAsync(PartitionAllocationRequest request, CancellationToken cancellationToken);

    /// <summary>Releases partition attempts: their data is deleted. Unknown ones are no error.</summary>
    Task ReleasePartitionsAsync(PartitionReleaseRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// The events of a job after a sequence number, oldest first. Waits up to the request's time for the first one. Events are kept until a later query
    /// acknowledges them, so that none is missed over a
    /// lost connection; a reader that fell behind the kept ones is told so and lists the partitions anew.
    /// </summary>
    Task<PartitionEventBatch> GetPartitionEventsAsync(PartitionEventQuery query, CancellationToken cancellationToken);

    /// <summary>What the control plane knows of the job's partitions now: for a JobMaster that starts over or missed events.</summary>
    Task<PartitionListReply> ListPartitionsAsync(PartitionListRequest request, CancellationToken cancellationToken);
}
