using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.ControlPlane.Fixtures;

/// <summary>A JobMaster, at whatever control plane there is now: one job, one instance at a time, one data set of each kind.</summary>
internal sealed class TestJob(Func<TestPlane> plane, JobId id)
{
    public TestJob(TestPlane plane, JobId id)
        : this(() => plane, id)
    {
    }

    public JobId Id => id;

    public JobInstanceId Instance { get; private set; } = new(Guid.NewGuid());

    public DataSetId DataSet { get; } = new(Guid.NewGuid());

    public DataSetId ReduceDataSet { get; } = new(Guid.NewGuid());

    public Task<JobRegistration> RegisterAsync(string? strategy = null, TimeSpan? timeout = null, StorageChoice storage = default)
        => plane().Plane.RegisterJobAsync(new JobRegistrationRequest(id, Instance, "test", strategy, timeout, storage), CancellationToken.None);

    /// <summary>Ends as a process and begins as another.</summary>
    public JobInstanceId Restart()
    {
        JobInstanceId old = Instance;
        Instance = new JobInstanceId(Guid.NewGuid());
        return old;
    }

    public void Become(JobInstanceId instance) => Instance = instance;

    public Task<JobHeartbeatReply> HeartbeatAsync() => plane().Plane.HeartbeatJobAsync(new JobHeartbeat(id, Instance), CancellationToken.None);

    public Task UnregisterAsync() => plane().Plane.UnregisterJobAsync(new JobUnregistration(id, Instance), CancellationToken.None);

    public PartitionRequest Request(int index, int attempt = 0, string? host = null) => new(DataSet, DataPartitionKind.Map, index, attempt, 4, host);

    /// <summary>A producer's contribution to the reduce partitions of the data set of that kind.</summary>
    public PartitionRequest Contribution(int index, int attempt = 0, int subpartitionCount = 4, string? host = null)
        => new(ReduceDataSet, DataPartitionKind.Reduce, index, attempt, subpartitionCount, host);

    public async Task<PartitionAllocation> ContributeAsync(int index, int attempt = 0) => (await AllocateAsync(Contribution(index, attempt)))[0];

    public async Task<IReadOnlyList<PartitionAllocation>> AllocateAsync(params PartitionRequest[] requests)
        => (await plane().Plane.AllocatePartitionsAsync(new PartitionAllocationRequest(id, Instance, requests), CancellationToken.None)).Allocations;

    public async Task<PartitionAttemptId> AllocateOneAsync(int index, int attempt = 0) => (await AllocateAsync(Request(index, attempt)))[0].Attempt;

    public Task ReleaseAsync(params PartitionAttemptId[] attempts)
        => plane().Plane.ReleasePartitionsAsync(new PartitionReleaseRequest(id, Instance, attempts), CancellationToken.None);

    public Task<PartitionEventBatch> EventsAsync(long after = 0, int max = 1000, TimeSpan wait = default)
        => plane().Plane.GetPartitionEventsAsync(new PartitionEventQuery(id, Instance, after, max, wait), CancellationToken.None);

    public async Task<IReadOnlyList<PartitionStatus>> ListAsync(DataSetId? dataSet = null)
        => (await plane().Plane.ListPartitionsAsync(new PartitionListRequest(id, dataSet, 0, 1000), CancellationToken.None)).Partitions;

    public async Task<PartitionState?> StateOfAsync(PartitionAttemptId attempt)
        => (await ListAsync()).SingleOrDefault(status => status.Allocation.Attempt == attempt)?.State;

    public async Task<PartitionEventKind[]> EventKindsAsync(PartitionAttemptId attempt)
        => [.. (await EventsAsync()).Events.Where(e => e.Attempt == attempt).Select(e => e.Kind)];
}
