namespace ShuffleOrleans.Grains.Interfaces.Streams;

/// <summary>
/// Names of the streams through which events are told without polling. A stream may lose an event, when a silo dies for example; every event is numbered, so
/// a listener sees the gap and asks the grain.
/// </summary>
public static class ShuffleStreams
{
    /// <summary>
    /// Name of the stream provider on every silo and client. No storage has the same name: Orleans would keep the subscriptions there, not in <c>PubSubStore</c>.
    /// </summary>
    public const string Provider = "shuffle-streams";

    /// <summary>
    /// Name of the grain storage of everything that is durable here; the subscriptions to streams lie in <c>PubSubStore</c>, as Orleans wants it.
    /// </summary>
    public const string Storage = "shuffle";

    /// <summary>
    /// How many queues the streams of the provider share, the same on every silo and client. A silo asks each of its queues four times a second whether there is
    /// something, so Orleans' own eight keep an idle cluster busy; events are few, and two carry them.
    /// </summary>
    public const int QueueCount = 2;

    private const string JobEvents = "shuffle.job-events";
    private const string WorkerEvents = "shuffle.worker-events";

    // Orleans keeps for good who has published to a stream. So there are some streams for all jobs, not one for each: an ended job leaves nothing.
    private const int JobStreamCount = 64;

    /// <summary>
    /// The events of one job, among those of the others that share its stream: items are <see cref="PartitionEventBatch"/>. An empty batch may be of any of them.
    /// </summary>
    public static StreamId OfJob(JobId job) => StreamId.Create(JobEvents, job.Value.ToByteArray()[^1] % JobStreamCount);

    /// <summary>The events of all workers: items are <see cref="Workers.WorkerEvent"/>.</summary>
    public static StreamId OfWorkers { get; } = StreamId.Create(WorkerEvents, Guid.Empty);
}
