namespace ShuffleOrleans.Grains.Interfaces.Jobs;

/// <summary>All jobs of the cluster, and the epochs they start from. There is one, with key 0. Asked when a job begins and ends, and by people.</summary>
[Alias("shuffle.IJobDirectoryGrain")]
[Version(1)]
public interface IJobDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Enters a job and gives it its life. Repeated for a job that is entered, it gives the same life again.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.InvalidRequest"/>: the cluster holds as many jobs as it may.</exception>
    [Alias("Begin")]
    Task<JobLife> BeginAsync(JobId job, CancellationToken cancellationToken);

    /// <summary>Removes a job whose groups have all ended.</summary>
    /// <param name="job">The job.</param>
    /// <param name="highestEpoch">No epoch of it was greater.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    [Alias("End")]
    Task EndAsync(JobId job, long highestEpoch, CancellationToken cancellationToken);

    /// <summary>The jobs that are entered, ordered by id.</summary>
    [Alias("List")]
    Task<IReadOnlyList<JobId>> ListAsync(CancellationToken cancellationToken);
}
