using Orleans.Streams;
using ShuffleOrleans.Grains.Interfaces.Jobs;
using ShuffleOrleans.Grains.Interfaces.Streams;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Client.Orleans.Access;

/// <summary>The cluster through an Orleans client: one of its own, or that of a silo. Owns nothing.</summary>
internal sealed class ClusterAccess(IClusterClient client) : IClusterAccess
{
    private const long DirectoryKey = 0;

    public IJobGrain Job(JobId job) => client.GetGrain<IJobGrain>(job.Value);

    public IWorkerDirectoryGrain Workers() => client.GetGrain<IWorkerDirectoryGrain>(DirectoryKey);

    public Task<IAsyncDisposable> SubscribeToJobAsync(JobId job, Action<long> onNews) => SubscribeAsync(
        client.GetStreamProvider(ShuffleStreams.Provider).GetStream<PartitionEventBatch>(ShuffleStreams.OfJob(job)),
        // An empty batch says: look again, whatever you know.
        batch => onNews(batch.Events.Count == 0 ? long.MaxValue : batch.LastSequence));

    public Task<IAsyncDisposable> SubscribeToWorkersAsync(Action<long> onNews) => SubscribeAsync(
        client.GetStreamProvider(ShuffleStreams.Provider).GetStream<WorkerEvent>(ShuffleStreams.OfWorkers),
        change => onNews(change.Sequence));

    private static async Task<IAsyncDisposable> SubscribeAsync<T>(IAsyncStream<T> stream, Action<T> onItem)
    {
        StreamSubscriptionHandle<T> handle = await stream.SubscribeAsync((item, _) =>
        {
            onItem(item);
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        return new StreamSubscription<T>(handle);
    }
}
