namespace ShuffleOrleans.Grains.Interfaces.Jobs;

/// <summary>
/// One job as its JobMaster sees it; the key is the <see cref="JobId"/>. The calls are those of <see cref="IShuffleControlPlane"/>, with the same answers and
/// errors, except that a query of events never waits: whoever waits listens to the stream of the job (<see cref="Streams.ShuffleStreams"/>) and asks again.
/// </summary>
[Alias("shuffle.IJobGrain")]
[Version(1)]
public interface IJobGrain : IGrainWithGuidKey
{
    /// <summary>Registers the job, or takes it over.</summary>
    [Alias("Register")]
    Task<JobRegistration> RegisterAsync(JobRegistrationRequest request, CancellationToken cancellationToken);

    /// <summary>Says that the JobMaster lives.</summary>
    [Alias("Heartbeat")]
    [AlwaysInterleave]
    Task<JobHeartbeatReply> HeartbeatAsync(JobHeartbeat heartbeat, CancellationToken cancellationToken);

    /// <summary>Ends the job; when this returns the end is durable and its data will be released.</summary>
    [Alias("Unregister")]
    Task UnregisterAsync(JobUnregistration request, CancellationToken cancellationToken);

    /// <summary>Assigns workers to partition attempts: all of them, or none.</summary>
    [Alias("Allocate")]
    Task<PartitionAllocationReply> AllocateAsync(PartitionAllocationRequest request, CancellationToken cancellationToken);

    /// <summary>Releases partition attempts.</summary>
    [Alias("Release")]
    Task ReleaseAsync(PartitionReleaseRequest request, CancellationToken cancellationToken);

    /// <summary>The events after a number; returns at once, whatever <see cref="PartitionEventQuery.Wait"/> says.</summary>
    [Alias("GetEvents")]
    [AlwaysInterleave]
    Task<PartitionEventBatch> GetEventsAsync(PartitionEventQuery query, CancellationToken cancellationToken);

    /// <summary>The same for a query that has been waiting since it asked: no sign of life of the JobMaster.</summary>
    [Alias("LookAgain")]
    [AlwaysInterleave]
    Task<PartitionEventBatch> LookAgainAsync(PartitionEventQuery query, CancellationToken cancellationToken);

    /// <summary>What is known of the job's partitions now.</summary>
    [Alias("List")]
    [AlwaysInterleave]
    Task<PartitionListReply> ListAsync(PartitionListRequest request, CancellationToken cancellationToken);
}
