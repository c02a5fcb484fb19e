namespace ShuffleOrleans.Grains.Interfaces.Workers;

/// <summary>
/// All workers of the cluster, and the choice among them. There is one, with key 0. It watches Orleans' membership for them, and tells of workers that come
/// and go through the stream of worker events.
/// </summary>
[Alias("shuffle.IWorkerDirectoryGrain")]
[Version(2)]
public interface IWorkerDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Takes in how a worker is now; enters it if it is new.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.InvalidRequest"/>: the cluster holds as many workers as it may.</exception>
    [Alias("Update")]
    [AlwaysInterleave]
    Task UpdateAsync(WorkerView view, CancellationToken cancellationToken);

    /// <summary>Removes a worker that will not come back.</summary>
    [Alias("Forget")]
    [AlwaysInterleave]
    Task ForgetAsync(WorkerId worker, CancellationToken cancellationToken);

    /// <summary>Chooses workers for partition attempts, all or none.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.NoWorkerAvailable"/>: no worker passes the filters.
    /// <see cref="ShuffleErrorCode.InvalidRequest"/>: the strategy is not known.</exception>
    [Alias("Assign")]
    Task<AssignmentReply> AssignAsync(AssignmentRequest request, CancellationToken cancellationToken);

    /// <summary>All workers, ordered by id.</summary>
    [Alias("List")]
    Task<IReadOnlyList<WorkerView>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The kept events after a number, for a listener that has missed some.</summary>
    [Alias("GetEvents")]
    Task<WorkerEventBatch> GetEventsAsync(long afterSequence, CancellationToken cancellationToken);

    /// <summary>Compares the workers' silos with Orleans' membership. Called by timer, and by each silo that sees another one die.</summary>
    [Alias("CheckSilos")]
    [AlwaysInterleave]
    Task CheckSilosAsync(CancellationToken cancellationToken);

    /// <summary>One worker; null if it is not known.</summary>
    [Alias("Find")]
    [AlwaysInterleave]
    Task<WorkerView?> FindAsync(WorkerId worker, CancellationToken cancellationToken);
}
