using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Core.Internal;
using Orleans.Runtime.Hosting;
using Orleans.TestingHost;
using ShuffleOrleans.Client.Orleans.ControlPlane;
using ShuffleOrleans.Client.Orleans.Settings;
using ShuffleOrleans.ControlPlane.Time;
using ShuffleOrleans.Grains.Calls;
using ShuffleOrleans.Grains.Hosting;
using ShuffleOrleans.Grains.Inspection.Events;
using ShuffleOrleans.Grains.Interfaces.Inspection;
using ShuffleOrleans.Grains.Interfaces.Jobs;
using ShuffleOrleans.Grains.Interfaces.Partitions;
using ShuffleOrleans.Grains.Interfaces.Streams;
using ShuffleOrleans.Grains.Interfaces.Workers;
using ShuffleOrleans.Grains.Settings;
using ShuffleOrleans.Grains.Workers;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Tests.Cluster.Claims;
using ShuffleOrleans.Tests.Cluster.Harness;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.ControlPlane.Fixtures;

// The shell of grains: a cluster of one silo in this process, with the storage in the test's hands and a clock of its own.
internal sealed partial class TestPlane
{
    private const int MaxLooks = 30;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SilenceOfTheDead = TimeSpan.FromMinutes(1);

    private readonly FakeSilos _silos = new();
    private readonly InProcessTestCluster _cluster;
    private readonly CallsUnderWay _calls = new();
    private OrleansShuffleControlPlane? _client;
    private InspectionPort? _people;

    private TestPlane(Action<ClusterControlPlaneOptions>? configure, int siloCount)
    {
        Options.AssignmentSeed = 1;
        configure?.Invoke(Options);
        InProcessTestClusterBuilder builder = new((short)siloCount);
        builder.ConfigureSilo((_, silo) => Configure(silo, configure));
        builder.ConfigureClient(client => client.AddMemoryStreams(ShuffleStreams.Provider).AddOutgoingGrainCallFilter(_calls));
        _cluster = builder.Build();
    }

    public static ServiceKind Kind => ServiceKind.Cluster;

    public ManualTimeProvider Clock { get; } = new();

    public ClusterControlPlaneOptions Options { get; } = new();

    public GrainStorageDouble Storage { get; } = new();

    public ClusterPorts Plane { get; private set; } = null!;

    /// <summary>How many jobs have somebody waiting for events.</summary>
    public int WaitingCount => _client!.SubscriptionCount;

    private IGrainFactory Grains => _cluster.Client;

    public GrainId WorkerDirectory => Directory.GetGrainId();

    public GrainId LogOfPeople => Grains.GetGrain<IServiceLogGrain>(0).GetGrainId();

    private IWorkerDirectoryGrain Directory => Grains.GetGrain<IWorkerDirectoryGrain>(0);

    public static async Task<TestPlane> StartAsync(Action<ClusterControlPlaneOptions>? configure = null, int siloCount = 1)
    {
        TestPlane plane = new(configure, siloCount);
        await plane._cluster.DeployAsync().WaitAsync(Patience.Limit);
        // The pauses between repetitions would be pauses of a clock that stands still: every error reaches the test at once. And a call takes real time, while the
        // clock of the test may leap meanwhile: that is no silence of the cluster.
        OrleansShuffleControlPlaneOptions options = new() { RetryFor = TimeSpan.Zero, CallTimeout = TimeSpan.FromDays(1) };
        plane._client = new OrleansShuffleControlPlane(plane._cluster.Client, options, plane.Clock, new Random(1), NullLoggerFactory.Instance);
        plane._people = new InspectionPort(plane._cluster.Client, plane.Clock, plane.QuietAsync);
        plane.Plane = new ClusterPorts(plane._cluster.Client, plane._client, plane._people, plane._silos, plane.Clock);
        return plane;
    }

    /// <summary>One whose memory survives <see cref="RestartAsync"/>.</summary>
    public static Task<TestPlane> StartDurableAsync(Action<ClusterControlPlaneOptions>? configure = null) => StartAsync(configure);

    /// <summary>Ends every activation; the next calls begin anew from what is stored.</summary>
    public Task RestartAsync() => Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    /// <summary>Lets time pass, second by second. A worker that was not heard for a minute has a dead silo.</summary>
    public Task AdvanceAsync(TimeSpan time) => AdvanceAsync(time, Step);

    /// <summary>Lets time pass in such steps.</summary>
    public async Task AdvanceAsync(TimeSpan time, TimeSpan step)
    {
        for (TimeSpan left = time; left > TimeSpan.Zero; left -= step)
        {
            await _calls.QuietAsync().WaitAsync(Patience.Limit);
            Clock.Advance(left < step ? left : step);
            Plane.KillSilent(SilenceOfTheDead);
            await LookAsync();
        }
    }

    /// <summary>Ends an activation, if there is one; the next call begins anew from what is stored.</summary>
    public Task DeactivateAsync(GrainId grain) => Grains.GetGrain<IGrainManagementExtension>(grain).DeactivateOnIdle().AsTask();

    /// <summary>Kills or stops the silo on which a grain is active; ends when the others know it.</summary>
    public async Task EndSiloOfAsync(GrainId grain, bool isKilled)
    {
        SiloAddress? address = await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(Grains.GetGrain(grain));
        InProcessSiloHandle silo = _cluster.Silos.Single(silo => silo.SiloAddress.Equals(address));
        await (isKilled ? _cluster.KillSiloAsync(silo) : _cluster.StopSiloAsync(silo)).WaitAsync(Patience.Limit);
        await _cluster.WaitForLivenessToStabilizeAsync(isKilled).WaitAsync(Patience.Limit);
    }

    public GrainId GrainOf(WorkerId worker) => Grains.GetGrain<IWorkerGrain>(worker.Value).GetGrainId();

    public GrainId GrainOf(JobId job) => Grains.GetGrain<IJobGrain>(job.Value).GetGrainId();

    public GrainId GrainOf(DataPartitionId partition) => Grains.GetGrain<IPartitionGrain>(PartitionGroupId.Of(partition).ToString()).GetGrainId();

    public async Task<int> JobCountAsync() => (await Grains.GetGrain<IJobDirectoryGrain>(0).ListAsync(CancellationToken.None)).Count;

    public async Task<int> WorkerCountAsync() => (await Directory.ListAsync(CancellationToken.None)).Count;

    public async Task<bool> KnowsAsync(WorkerId worker) => await ViewAsync(worker) is not null;

    public async Task<int> HeldCountAsync(WorkerId worker) => (await ViewAsync(worker))!.HeldCount;

    public async Task<bool> HasOrphansAsync(WorkerId worker) => (await ViewAsync(worker))!.HasOrphans;

    public async ValueTask DisposeAsync()
    {
        _people!.Dispose();
        await _client!.DisposeAsync().AsTask().WaitAsync(Patience.Limit);
        await _cluster.DisposeAsync().AsTask().WaitAsync(Patience.Limit);
    }

    // What grains tell people goes its way behind them.
    private Task QuietAsync() => Task.WhenAll(
        _cluster.Silos.Select(silo => _cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<ServiceLogWriter>().QuietAsync()));

    private Task<WorkerView?> ViewAsync(WorkerId worker) => Grains.GetGrain<IWorkerCoordination>(worker.Value).GetViewAsync(CancellationToken.None);

    // What the timers of the grains do; they try again when that fails.
    private static async Task LookAsync(Func<Task> look)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await look();
                return;
            }
            catch (Exception e) when (attempt < MaxLooks && (GrainCalls.IsUnreachable(e) || e is ShuffleException { IsTransient: true }))
            {
                // A storage that fails now and then.
            }
        }
    }

    private async Task LookAsync()
    {
        await LookAsync(() => Directory.CheckSilosAsync(CancellationToken.None));
        foreach (WorkerId worker in Plane.Workers)
        {
            await LookAsync(() => Grains.GetGrain<IWorkerCoordination>(worker.Value).CheckDeadlineAsync(CancellationToken.None));
        }

        foreach (JobId job in Plane.Jobs)
        {
            await LookAsync(() => Grains.GetGrain<IJobCoordination>(job.Value).CheckDeadlineAsync(CancellationToken.None));
        }
    }

    private void Configure(ISiloBuilder silo, Action<ClusterControlPlaneOptions>? configure)
    {
        silo.Services.AddSingleton(new SteadyClock(Clock));
        silo.Services.AddSingleton<ISiloLiveness>(_silos);
        silo.Services.AddSingleton<IWorkerAgents>(new DeafAgents());
        silo.AddShuffleGrains(options =>
        {
            options.AssignmentSeed = 1;
            configure?.Invoke(options);
        });
        silo.Services.AddGrainStorage(ShuffleStreams.Storage, (_, _) => Storage);
        silo.AddMemoryGrainStorage("PubSubStore");
        silo.UseInMemoryReminderService();
    }
}
