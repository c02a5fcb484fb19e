using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.Tests.Gateway;

/// <summary>A control plane that notes each request and answers what the test says. It never decides anything.</summary>
internal sealed class ScriptedControlPlane : IShuffleControlPlane
{
    private readonly Lock _lock = new();
    private readonly List<object> _requests = [];

    /// <summary>Makes the reply; may throw or wait for the token.</summary>
    public Func<object, CancellationToken, Task<object>> Answer { get; set; } = (_, _) => throw new InvalidOperationException("No script.");

    public object OnlyRequest
    {
        get
        {
            lock (_lock)
            {
                return Assert.Single(_requests);
            }
        }
    }

    public int RequestCount
    {
        get
        {
            lock (_lock)
            {
                return _requests.Count;
            }
        }
    }

    public void AnswerWith(object reply) => Answer = (_, _) => Task.FromResult(reply);

    public void FailWith(Exception error) => Answer = (_, _) => Task.FromException<object>(error);

    public Task<JobRegistration> RegisterJobAsync(JobRegistrationRequest request, CancellationToken cancellationToken)
        => Play<JobRegistration>(request, cancellationToken);

    public Task<JobHeartbeatReply> HeartbeatJobAsync(JobHeartbeat heartbeat, CancellationToken cancellationToken)
        => Play<JobHeartbeatReply>(heartbeat, cancellationToken);

    public Task UnregisterJobAsync(JobUnregistration request, CancellationToken cancellationToken) => Play<object>(request, cancellationToken);

    public Task<PartitionAllocationReply> AllocatePartitionsAsync(PartitionAllocationRequest request, CancellationToken cancellationToken)
        => Play<PartitionAllocationReply>(request, cancellationToken);

    public Task ReleasePartitionsAsync(PartitionReleaseRequest request, CancellationToken cancellationToken) => Play<object>(request, cancellationToken);

    public Task<PartitionEventBatch> GetPartitionEventsAsync(PartitionEventQuery query, CancellationToken cancellationToken)
        => Play<PartitionEventBatch>(query, cancellationToken);

    public Task<PartitionListReply> ListPartitionsAsync(PartitionListRequest request, CancellationToken cancellationToken)
        => Play<PartitionListReply>(request, cancellationToken);

    private async Task<T> Play<T>(object request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _requests.Add(request);
        }

        return (T)await Answer(request, cancellationToken);
    }
}
