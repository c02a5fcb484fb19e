using Orleans.Core.Internal;
using ShuffleOrleans.Grains.Interfaces.Jobs;
using ShuffleOrleans.Grains.Interfaces.Partitions;
using ShuffleOrleans.Grains.Interfaces.Workers;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.Cluster.Partitions;

/// <summary>A registered job, a registered worker, and one group of partitions between them, which the test calls in place of both.</summary>
internal sealed class GroupScene
{
    private static readonly WorkerLoad Load = new([new DiskLoad("/data", DiskKind.Ssd, 1L << 40, 0, Healthy: true)], 1 << 30, 0, 0, 0, AcceptsWrites: true);

    private readonly GrainCluster _cluster;
    private readonly SiloAddress _silo;
    private readonly JobInstanceId _instance = new(Guid.NewGuid());
    private long _calls;

    private GroupScene(GrainCluster cluster)
    {
        _cluster = cluster;
        _silo = cluster.Silos.New();
        Id = new PartitionGroupId(Job, DataSet, 0);
    }

    public JobId Job { get; } = new(Guid.NewGuid());

    public DataSetId DataSet { get; } = new(Guid.NewGuid());

    public PartitionGroupId Id { get; }

    public WorkerLocation Worker { get; } = new(new WorkerId(Guid.NewGuid()), new WorkerIncarnationId(Guid.NewGuid()), "host", 7000);

    public JobLife Life { get; private set; } = null!;

    public IPartitionGrain Group => _cluster.Grains.GetGrain<IPartitionGrain>(Id.ToString());

    public IJobGrain JobGrain => _cluster.Grains.GetGrain<IJobGrain>(Job.Value);

    public IJobCoordination JobCoordination => _cluster.Grains.GetGrain<IJobCoordination>(Job.Value);

    public bool IsStored => _cluster.Storage.Stored.Any(stored => stored.Grain == Group.GetGrainId());

    public static async Task<GroupScene> SetAsync(GrainCluster cluster)
    {
        GroupScene scene = new(cluster);
        await scene.JobGrain.RegisterAsync(new JobRegistrationRequest(scene.Job, scene._instance, "a job"), default);
        scene.Life = (await scene.JobCoordination.GetLifeAsync(default))!;
        await scene.WorkerGrain.RegisterAsync(
            scene.NextCall(), new WorkerRegistration(scene.Worker.Worker, scene.Worker.Incarnation, "host", 7000, "rack", Load, []), default);
        return scene;
    }

    public PartitionRequest Request(int index = 0, int attempt = 0) => new(DataSet, DataPartitionKind.Map, index, attempt, 4);

    public Task<IReadOnlyList<PartitionAllocation>> AllocateAsync(int index = 0, int attempt = 0, CancellationToken cancellationToken = default)
        => Group.AllocateAsync(Life, [new AssignedPartition(Request(index, attempt), [Worker])], cancellationToken);

    public Task<GroupVerdict> ReportAsync(PartitionChangeKind kind, PartitionAttemptId attempt, WorkerLocation? reporter = null) => Group.ReportAsync(
        reporter ?? Worker,
        [new PartitionChange(1, kind, attempt, 4, kind == PartitionChangeKind.Committed ? new PartitionReceipt(1, 2, 3, 4) : null, "")],
        default);

    public Task UnregisterAsync() => JobGrain.UnregisterAsync(new JobUnregistration(Job, _instance), default);

    /// <summary>The group's activation ends; the next call begins with what is stored.</summary>
    public async Task CrashAsync() => await Group.AsReference<IGrainManagementExtension>().DeactivateOnIdle();

    /// <summary>What the worker is to delete.</summary>
    public async Task<IReadOnlyList<PartitionAttemptId>> OrdersAsync()
        => (await WorkerGrain.HeartbeatAsync(NextCall(), new WorkerHeartbeat(Worker.Worker, Worker.Incarnation, Load, []), default)).Release;

    public async Task<int> HeldCountAsync()
        => (await _cluster.Grains.GetGrain<IWorkerCoordination>(Worker.Worker.Value).GetViewAsync(default))!.HeldCount;

    /// <summary>As a JobMaster does: on any worker of the cluster.</summary>
    public Task<PartitionAllocationReply> AllocateThroughJobAsync(int index, int attempt)
        => JobGrain.AllocateAsync(AllocationOf(index, attempt), default);

    public PartitionAllocationRequest AllocationOf(int index, int attempt = 0) => new(Job, _instance, [Request(index, attempt)]);

    public Task<PartitionListReply> ListAsync(int skip = 0, int take = 100) => JobGrain.ListAsync(new PartitionListRequest(Job, null, skip, take), default);

    /// <summary>What the job has told, each event once.</summary>
    public async Task<IReadOnlyList<(PartitionEventKind Kind, PartitionAttemptId Attempt)>> EventsAsync()
    {
        PartitionEventBatch batch = await JobGrain.GetEventsAsync(new PartitionEventQuery(Job, _instance, 0, 100, TimeSpan.Zero), default);
        return [.. batch.Events.Select(e => (e.Kind, e.Attempt)).Distinct()];
    }

    private IWorkerGrain WorkerGrain => _cluster.Grains.GetGrain<IWorkerGrain>(Worker.Worker.Value);

    private WorkerCall NextCall() => new(_silo, ++_calls);
}
