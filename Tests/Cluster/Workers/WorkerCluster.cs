using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Hosting;
using Orleans.TestingHost;
using ShuffleOrleans.ControlPlane.Time;
using ShuffleOrleans.Grains.Hosting;
using ShuffleOrleans.Grains.Interfaces.Streams;
using ShuffleOrleans.Grains.Interfaces.Workers;
using ShuffleOrleans.Grains.Settings;
using ShuffleOrleans.Grains.Workers;
using ShuffleOrleans.Tests.Cluster.Harness;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.Cluster.Workers;

/// <summary>
/// Silos in this process with the real grains, a storage in the test's hands and a clock that stands still for what the grains decide. Membership is Orleans'
/// own, unless a double is given.
/// </summary>
internal sealed class WorkerCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private WorkerCluster(int silos, ISiloLiveness? liveness, Action<ISiloBuilder>? configure)
    {
        InProcessTestClusterBuilder builder = new((short)silos);
        builder.ConfigureSilo((_, silo) => Configure(silo, liveness, configure));
        builder.ConfigureClient(client => client.AddMemoryStreams(ShuffleStreams.Provider, streams => streams.ConfigurePartitioning(ShuffleStreams.QueueCount)));
        _cluster = builder.Build();
    }

    public ManualTimeProvider Clock { get; } = new();

    public GrainStorageDouble Storage { get; } = new();

    public ClusterControlPlaneOptions Options { get; } = new();

    public InProcessTestCluster Silos => _cluster;

    public IGrainFactory Grains => _cluster.Client;

    public IWorkerDirectoryGrain Directory => Grains.GetGrain<IWorkerDirectoryGrain>(0);

    public static async Task<WorkerCluster> StartAsync(int silos = 1, ISiloLiveness? liveness = null, Action<ISiloBuilder>? configure = null)
    {
        WorkerCluster cluster = new(silos, liveness, configure);
        await cluster._cluster.DeployAsync().WaitAsync(Patience.Limit);
        return cluster;
    }

    public IWorkerCoordination GrainOf(WorkerId worker) => Grains.GetGrain<IWorkerCoordination>(worker.Value);

    /// <summary>Where the worker of a silo meets the control plane.</summary>
    public LocalWorker LocalWorkerOf(InProcessSiloHandle silo) => _cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<LocalWorker>();

    public async Task<WorkerView?> ViewAsync(WorkerId worker)
        => (await Directory.ListAsync(CancellationToken.None)).SingleOrDefault(view => view.Location.Worker == worker);

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync().AsTask().WaitAsync(Patience.Limit);

    private void Configure(ISiloBuilder silo, ISiloLiveness? liveness, Action<ISiloBuilder>? configure)
    {
        silo.Services.AddSingleton(new SteadyClock(Clock));
        if (liveness is not null)
        {
            silo.Services.AddSingleton(liveness);
        }

        silo.AddShuffleGrains();
        silo.Services.AddGrainStorage(ShuffleStreams.Storage, (_, _) => Storage);
        silo.AddMemoryGrainStorage("PubSubStore");
        silo.UseInMemoryReminderService();
        configure?.Invoke(silo);
    }
}
