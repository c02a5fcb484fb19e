namespace ShuffleOrleans.Grains.Interfaces.Workers;

/// <summary>
/// One shuffle worker as its own silo sees it; the key is the <see cref="WorkerId"/>. The calls are those of <see cref="IWorkerControlPlane"/>. Which silo
/// calls, and in which order it called, goes with each of them: Orleans' membership says whether that silo lives, and a call that was overtaken by a later one
/// is refused.
/// </summary>
[Alias("shuffle.IWorkerGrain")]
[Version(1)]
public interface IWorkerGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Registers a worker process with everything it holds. Asks every group of it, which for a million partitions takes longer than a call usually may; a
    /// silo that dies meanwhile ends the wait at once.
    /// </summary>
    [Alias("Register")]
    [ResponseTimeout("00:05:00")]
    Task<WorkerRegistrationReply> RegisterAsync(WorkerCall call, WorkerRegistration registration, CancellationToken cancellationToken);

    /// <summary>Takes a report in and gives orders.</summary>
    [Alias("Heartbeat")]
    Task<WorkerHeartbeatReply> HeartbeatAsync(WorkerCall call, WorkerHeartbeat heartbeat, CancellationToken cancellationToken);

    /// <summary>The worker process ends in order.</summary>
    [Alias("Leave")]
    Task LeaveAsync(WorkerCall call, WorkerLeave leave, CancellationToken cancellationToken);
}
