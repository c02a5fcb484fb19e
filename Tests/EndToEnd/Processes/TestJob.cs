using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.EndToEnd.Processes;

/// <summary>A job of a test, over the HTTP API. Its ids do not change, so that it goes on with a service that was started again.</summary>
internal sealed class TestJob
{
    public static readonly JobId Id = JobId.Parse("00000000000000000000000000000e01", null);
    private static readonly JobInstanceId Instance = JobInstanceId.Parse("00000000000000000000000000000e02", null);
    private static readonly DataSetId DataSet = DataSetId.Parse("00000000000000000000000000000e03", null);
    private readonly LiveService _service;

    private TestJob(LiveService service) => _service = service;

    public static async Task<TestJob> RegisterAsync(LiveService service)
    {
        await service.ControlPlane.RegisterJobAsync(new JobRegistrationRequest(Id, Instance, "end-to-end"), CancellationToken.None);
        return Of(service);
    }

    /// <summary>The job as a service knows it that was started again.</summary>
    public static TestJob Of(LiveService service) => new(service);

    public static RemoteShuffleDescriptor Descriptor(PartitionAllocation allocation) =>
        new(new ResultPartitionId(DataSet, allocation.Attempt.Partition.PartitionIndex, allocation.Attempt.Attempt), allocation);

    public async Task<PartitionAllocation> AllocateAsync(
        int index, int subpartitionCount, DataPartitionKind kind = DataPartitionKind.Map, int attempt = 0)
    {
        PartitionRequest request = new(DataSet, kind, index, attempt, subpartitionCount);
        PartitionAllocationReply reply = await _service.ControlPlane.AllocatePartitionsAsync(
            new PartitionAllocationRequest(Id, Instance, [request]), CancellationToken.None);
        return reply.Allocations.Single();
    }

    public async Task<IReadOnlyList<PartitionStatus>> ListAsync() =>
        (await _service.ControlPlane.ListPartitionsAsync(new PartitionListRequest(Id, null, 0, 100), CancellationToken.None)).Partitions;

    /// <summary>Lists until the control plane knows all of these attempts as committed, at the service that runs now.</summary>
    public async Task<IReadOnlyList<PartitionStatus>> ListCommittedAsync(IReadOnlyCollection<PartitionAttemptId> wanted)
    {
        using CancellationTokenSource timeout = new(Patience.Limit);
        for (long after = 0; ;)
        {
            PartitionStatus[] committed = [.. (await ListAsync()).Where(IsCommittedHere)];
            if (wanted.All(attempt => committed.Any(status => status.Allocation.Attempt == attempt)))
            {
                return committed;
            }

            PartitionEventBatch batch = await _service.ControlPlane.GetPartitionEventsAsync(
                new PartitionEventQuery(Id, Instance, after, 100, TimeSpan.FromSeconds(10)), timeout.Token);
            after = Math.Max(after, batch.LastSequence);
        }
    }

    /// <summary>Ends the job: all its data is to go.</summary>
    public Task UnregisterAsync() => _service.ControlPlane.UnregisterJobAsync(new JobUnregistration(Id, Instance), CancellationToken.None);

    /// <summary>Waits, by long poll, for an event of an attempt.</summary>
    public async Task WaitForAsync(PartitionEventKind kind, PartitionAttemptId attempt)
    {
        using CancellationTokenSource timeout = new(Patience.Limit);
        for (long after = 0; ;)
        {
            PartitionEventBatch batch = await _service.ControlPlane.GetPartitionEventsAsync(
                new PartitionEventQuery(Id, Instance, after, 100, TimeSpan.FromSeconds(10)), timeout.Token);
            if (batch.Events.Any(happened => happened.Kind == kind && happened.Attempt == attempt))
            {
                return;
            }

            after = Math.Max(after, batch.LastSequence);
        }
    }

    private bool IsCommittedHere(PartitionStatus status) =>
        status.State == PartitionState.Committed && status.Allocation.Locations[0].DataPort == _service.DataPort;
}
