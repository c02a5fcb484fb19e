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
        batch => Hear(job, batch, onNews));

    public Task<IAsyncDisposable> SubscribeToWorkersAsync(Action<long> onNews) => SubscribeAsync(
        client.GetStreamProvider(ShuffleStreams.Provider).GetStream<WorkerEvent>(ShuffleStreams.OfWorkers),
        change => onNews(change.Sequence));

    // Other jobs use the same stream. An empty batch says: look again, whatever you know.
    private static void Hear(JobId job, PartitionEventBatch batch, Action<long> onNews)
    {
        if (batch.Events.Count == 0)
        {
            onNews(long.MaxValue);
        }
        else if (batch.Events[0].Attempt.Partition.Job == job)
        {
            onNews(batch.LastSequence);
        }
    }

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
