using ShuffleOrleans.Grains.Interfaces.Jobs;

namespace ShuffleOrleans.Tests.Cluster.Client;

internal sealed class ScriptedJobGrain(ScriptedCalls calls) : IJobGrain
{
    public Task<JobRegistration> RegisterAsync(JobRegistrationRequest request, CancellationToken cancellationToken)
        => calls.ArriveAsync<JobRegistration>(request, cancellationToken);

    public Task<JobHeartbeatReply> HeartbeatAsync(JobHeartbeat heartbeat, CancellationToken cancellationToken)
        => calls.ArriveAsync<JobHeartbeatReply>(heartbeat, cancellationToken);

    public Task UnregisterAsync(JobUnregistration request, CancellationToken cancellationToken) => calls.ArriveAsync<object>(request, cancellationToken);

    public Task<PartitionAllocationReply> AllocateAsync(PartitionAllocationRequest request, CancellationToken cancellationToken)
        => calls.ArriveAsync<PartitionAllocationReply>(request, cancellationToken);

    public Task ReleaseAsync(PartitionReleaseRequest request, CancellationToken cancellationToken) => calls.ArriveAsync<object>(request, cancellationToken);

    public Task<PartitionEventBatch> GetEventsAsync(PartitionEventQuery query, CancellationToken cancellationToken)
        => calls.ArriveAsync<PartitionEventBatch>(query, cancellationToken);

    public Task<PartitionEventBatch> LookAgainAsync(PartitionEventQuery query, CancellationToken cancellationToken)
        => calls.ArriveAsync<PartitionEventBatch>(query, cancellationToken);

    public Task<PartitionListReply> ListAsync(PartitionListRequest request, CancellationToken cancellationToken)
        => calls.ArriveAsync<PartitionListReply>(request, cancellationToken);
}
