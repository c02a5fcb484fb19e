using ShuffleOrleans.Grains.Interfaces.Jobs;

namespace ShuffleOrleans.Tests.Cluster.Workers;

/// <summary>A JobMaster that speaks to the grain of its job.</summary>
internal sealed class JobOfTest(IGrainFactory grains)
{
    private readonly JobInstanceId _instance = new(Guid.NewGuid());

    public JobId Id { get; } = new(Guid.NewGuid());

    public DataSetId DataSet { get; } = new(Guid.NewGuid());

    private IJobGrain Grain => grains.GetGrain<IJobGrain>(Id.Value);

    public Task RegisterAsync(string name = "test")
        => Grain.RegisterAsync(new JobRegistrationRequest(Id, _instance, name, null, null, default), CancellationToken.None);

    /// <summary>An attempt that was given before the control plane's memory began.</summary>
    public PartitionAttemptId Former(int index) => new(new DataPartitionId(Id, DataSet, DataPartitionKind.Map, index), 0, 1);

    public async Task<PartitionAttemptId[]> AllocateAsync(int count)
    {
        PartitionRequest[] requests = [.. Enumerable.Range(0, count).Select(index => new PartitionRequest(DataSet, DataPartitionKind.Map, index, 0, 4, null))];
        PartitionAllocationReply reply = await Grain.AllocateAsync(new PartitionAllocationRequest(Id, _instance, requests), CancellationToken.None);
        return [.. reply.Allocations.Select(allocation => allocation.Attempt)];
    }

    public Task ReleaseAsync(params PartitionAttemptId[] attempts)
        => Grain.ReleaseAsync(new PartitionReleaseRequest(Id, _instance, attempts), CancellationToken.None);

    public async Task<IReadOnlyList<PartitionStatus>> ListAsync()
        => (await Grain.ListAsync(new PartitionListRequest(Id, null, 0, 1000), CancellationToken.None)).Partitions;

    public async Task<PartitionState> StateOfAsync(PartitionAttemptId attempt)
        => (await ListAsync()).Single(status => status.Allocation.Attempt == attempt).State;

    public async Task<PartitionEventKind[]> EventsOfAsync(PartitionAttemptId attempt)
    {
        PartitionEventBatch batch = await Grain.GetEventsAsync(new PartitionEventQuery(Id, _instance, 0, 1000, TimeSpan.Zero), CancellationToken.None);
        return [.. batch.Events.Where(e => e.Attempt == attempt).Select(e => e.Kind)];
    }
}
