using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Remote;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Tests.Client.ControlPlane;

namespace ShuffleOrleans.Tests.Client.Remote;

/// <summary>A shuffle master between a scripted control plane and a recording engine, on virtual time.</summary>
internal sealed class MasterHarness : IAsyncDisposable
{
    public static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(3);
    public static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(1);

    private MasterHarness(Action<RemoteShuffleMasterOptions>? configure)
    {
        var options = new RemoteShuffleMasterOptions
        {
            Instance = Names.Instance,
            GatherTime = GatherTime,
            FirstRetryDelay = RetryDelay,
            MaxRetryDelay = RetryDelay,
        };
        configure?.Invoke(options);
        Master = new RemoteShuffleMaster(ControlPlane, Engine, options, Time, new Random(1), NullLoggerFactory.Instance);
    }

    public ManualTimeProvider Time { get; } = new();

    public ScriptedControlPlane ControlPlane { get; } = new();

    public RecordingEngine Engine { get; } = new();

    public RemoteShuffleMaster Master { get; }

    /// <summary>A master without a job.</summary>
    public static MasterHarness Create(Action<RemoteShuffleMasterOptions>? configure = null) => new(configure);

    /// <summary>A master with its job registered, at event sequence 10; its first poll is under way.</summary>
    public static async Task<MasterHarness> WithJobAsync(Action<RemoteShuffleMasterOptions>? configure = null)
    {
        var harness = new MasterHarness(configure);
        Task registering = harness.Master.RegisterJobAsync(harness.Engine);
        (await harness.ControlPlane.Registrations.NextAsync()).Reply(Names.Registration(10));
        await registering;
        return harness;
    }

    public Task<ShuffleDescriptor> AskForPartition(int index, CancellationToken cancellationToken = default)
        => Master.RegisterPartitionWithProducerAsync(Names.Job, Names.Partition(index), new ProducerDescriptor(0, null), cancellationToken);

    /// <summary>Registers partitions 0 to <paramref name="count"/> - 1 under epoch 1.</summary>
    public async Task<ShuffleDescriptor[]> RegisterPartitionsAsync(int count, long epoch = 1)
    {
        Task<ShuffleDescriptor>[] asked = [.. Enumerable.Range(0, count).Select(index => AskForPartition(index))];
        await Time.PassAsync(GatherTime);
        (await ControlPlane.Allocations.NextAsync()).Reply(new([.. Enumerable.Range(0, count).Select(index => Names.Allocation(index, epoch))]));
        return await Task.WhenAll(asked);
    }

    /// <summary>Answers the poll that is under way with these events.</summary>
    public async Task TellAsync(params PartitionEvent[] events) => (await ControlPlane.Polls.NextAsync()).Reply(Names.Batch(events));

    public ValueTask DisposeAsync() => Master.DisposeAsync();
}
