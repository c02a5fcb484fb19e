using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Tests.Client.ControlPlane;

namespace ShuffleOrleans.Tests.Client.Remote;

/// <summary>A control plane whose calls wait for the test's answers, each kind in a queue of its own.</summary>
internal sealed class ScriptedControlPlane : IShuffleControlPlane
{
    public ScriptedCalls<JobRegistrationRequest, JobRegistration> Registrations { get; } = new();

    public ScriptedCalls<JobHeartbeat, JobHeartbeatReply> Heartbeats { get; } = new();

    public ScriptedCalls<JobUnregistration, bool> Unregistrations { get; } = new();

    public ScriptedCalls<PartitionAllocationRequest, PartitionAllocationReply> Allocations { get; } = new();

    public ScriptedCalls<PartitionReleaseRequest, bool> Releases { get; } = new();

    public ScriptedCalls<PartitionEventQuery, PartitionEventBatch> Polls { get; } = new();

    public ScriptedCalls<PartitionListRequest, PartitionListReply> Lists { get; } = new();

    public Task<JobRegistration> RegisterJobAsync(JobRegistrationRequest request, CancellationToken cancellationToken)
        => Registrations.ArriveAsync(request, cancellationToken);

    public Task<JobHeartbeatReply> HeartbeatJobAsync(JobHeartbeat heartbeat, CancellationToken cancellationToken)
        => Heartbeats.ArriveAsync(heartbeat, cancellationToken);

    public Task UnregisterJobAsync(JobUnregistration request, CancellationToken cancellationToken) => Unregistrations.ArriveAsync(request, cancellationToken);

    public Task<PartitionAllocationReply> AllocatePartitionsAsync(PartitionAllocationRequest request, CancellationToken cancellationToken)
        => Allocations.ArriveAsync(request, cancellationToken);

    public Task ReleasePartitionsAsync(PartitionReleaseRequest request, CancellationToken cancellationToken)
        => Releases.ArriveAsync(request, cancellationToken);

    public Task<PartitionEventBatch> GetPartitionEventsAsync(PartitionEventQuery query, CancellationToken cancellationToken)
        => Polls.ArriveAsync(query, cancellationToken);

    public Task<PartitionListReply> ListPartitionsAsync(PartitionListRequest request, CancellationToken cancellationToken)
        => Lists.ArriveAsync(request, cancellationToken);
}
