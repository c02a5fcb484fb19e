using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Client.Orleans.ControlPlane;
using ShuffleOrleans.Client.Orleans.Settings;

namespace ShuffleOrleans.Tests.Cluster.Client;

/// <summary>The control plane's client over a scripted cluster, with a clock of its own and pauses of exactly one millisecond.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <param name="configure">Changes the options.</param>
    public TestClient(Action<OrleansShuffleControlPlaneOptions>? configure = null)
    {
        OrleansShuffleControlPlaneOptions options = new() { FirstPause = Pause, MaxPause = Pause };
        configure?.Invoke(options);
        ControlPlane = new OrleansShuffleControlPlane(Cluster, options, Time, new Random(1), NullLoggerFactory.Instance);
    }

    public static JobId Job { get; } = JobId.FromGuid(new Guid(1, 0, 0, new byte[8]));

    public static JobInstanceId Instance { get; } = JobInstanceId.FromGuid(new Guid(2, 0, 0, new byte[8]));

    public static JobHeartbeat Beat { get; } = new(Job, Instance);

    public AnnouncingTimeProvider Time { get; } = new();

    public ScriptedCluster Cluster { get; } = new();

    public ScriptedCalls Calls => Cluster.Calls;

    public OrleansShuffleControlPlane ControlPlane { get; }

    public Task<PartitionEventBatch> AskEventsAsync(TimeSpan wait, long after = 4, JobId? job = null, CancellationToken cancellationToken = default)
        => ControlPlane.GetPartitionEventsAsync(new PartitionEventQuery(job ?? Job, Instance, after, 100, wait), cancellationToken);

    public static PartitionEventBatch Nothing(long last = 4) => new([], false, last);

    public static PartitionEventBatch One(long sequence) => new(
        [
            new PartitionEvent(
                sequence,
                DateTimeOffset.UnixEpoch,
                PartitionEventKind.Lost,
                new PartitionAttemptId(new DataPartitionId(Job, DataSetId.FromGuid(Guid.NewGuid()), DataPartitionKind.Map, 0), 0, 1),
                WorkerId.FromGuid(Guid.NewGuid()),
                null,
                "test"),
        ],
        false,
        sequence);

    public async ValueTask DisposeAsync() => await ControlPlane.DisposeAsync().AsTask().WaitAsync(Patience.Limit);
}
