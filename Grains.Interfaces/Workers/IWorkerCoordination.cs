using ShuffleOrleans.Grains.Interfaces.Partitions;

namespace ShuffleOrleans.Grains.Interfaces.Workers;

/// <summary>The same worker as the other grains of the control plane see it; the key is the <see cref="WorkerId"/>.</summary>
[Alias("shuffle.IWorkerCoordination")]
[Version(2)]
public interface IWorkerCoordination : IGrainWithGuidKey
{
    /// <summary>
    /// Takes in what a group intends the worker to hold and to delete. That the group exists is durable when this returns, so that the group hears of the
    /// worker's end.
    /// </summary>
    /// <returns>Where the worker is now: the group fails what it assigned to another process of it.</returns>
    [Alias("Hold")]
    [AlwaysInterleave]
    Task<WorkerStanding> HoldAsync(GroupHoldings holdings, CancellationToken cancellationToken);

    /// <summary>What the directory needs to know for assignments; null if the worker is not known.</summary>
    [Alias("GetView")]
    [AlwaysInterleave]
    Task<WorkerView?> GetViewAsync(CancellationToken cancellationToken);

    /// <summary>A job has been registered anew: what is kept here for it is judged by its partitions.</summary>
    [Alias("ClaimOrphans")]
    Task ClaimOrphansAsync(JobId job, CancellationToken cancellationToken);

    /// <summary>
    /// Orleans' membership has declared a silo dead. Means something only if the worker is registered from it. That it is gone is durable when this returns;
    /// its groups are told afterwards.
    /// </summary>
    /// <returns>How the worker is now; null if it is not known.</returns>
    [Alias("SiloDied")]
    Task<WorkerView?> SiloDiedAsync(SiloAddress silo, CancellationToken cancellationToken);

    /// <summary>Looks whether the recovery window or a grace time is over, and goes on with what was interrupted. Called by timer and reminder.</summary>
    [Alias("CheckDeadline")]
    Task CheckDeadlineAsync(CancellationToken cancellationToken);

    /// <summary>Lets the worker take no new partitions, whatever process of it registers. Durable, and known to the directory, when this returns.</summary>
    /// <param name="reason">Who and why, for people.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How the worker is now; null if it is not known.</returns>
    [Alias("Exclude")]
    Task<WorkerView?> ExcludeAsync(string reason, CancellationToken cancellationToken);

    /// <summary>Ends an exclusion. Durable, and known to the directory, when this returns.</summary>
    /// <returns>How the worker is now; null if it is not known.</returns>
    [Alias("Include")]
    Task<WorkerView?> IncludeAsync(CancellationToken cancellationToken);
}
