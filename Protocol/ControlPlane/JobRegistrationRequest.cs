using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>Asks to register a job.</summary>
/// <param name="Job">The job.</param>
/// <param name="Instance">This JobMaster process. Registering the same instance again changes nothing.</param>
/// <param name="Name">A name for people, at most 200 characters; may be empty.</param>
/// <param name="AssignmentStrategy">Name of the strategy that chooses workers for this job, or null for the service's own choice.</param>
/// <param name="HeartbeatTimeout">How long the job may be silent before it expires, or null for the service's own choice. The service bounds it.</param>
/// <param name="Storage">How the job's partitions are to be kept.</param>
public sealed record JobRegistrationRequest(
    JobId Job, JobInstanceId Instance, string Name, string? AssignmentStrategy = null, TimeSpan? HeartbeatTimeout = null, StorageChoice Storage = default);
