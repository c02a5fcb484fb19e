using ShuffleOrleans.Grains.Interfaces.Jobs;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Client.Orleans.Access;

/// <summary>What this client needs of a cluster: two kinds of grains and two kinds of streams. Only subscribing waits for an answer.</summary>
internal interface IClusterAccess
{
    IJobGrain Job(JobId job);

    IWorkerDirectoryGrain Workers();

    /// <summary>Listens to the stream of a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="onNews">Hears the number of the newest event, or the greatest number if anything may have happened; from any thread, must not wait.</param>
    /// <returns>Ends the subscription when disposed.</returns>
    Task<IAsyncDisposable> SubscribeToJobAsync(JobId job, Action<long> onNews);

    /// <summary>Listens to the stream of worker events, in the same way.</summary>
    Task<IAsyncDisposable> SubscribeToWorkersAsync(Action<long> onNews);
}
