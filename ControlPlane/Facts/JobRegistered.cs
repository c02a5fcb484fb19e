using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>A JobMaster process registered a job or took it over.</summary>
/// <param name="Job">The job.</param>
/// <param name="Instance">The process.</param>
/// <param name="Name">A name for people.</param>
/// <param name="AssignmentStrategy">The job's own choice; null for the service's.</param>
/// <param name="HeartbeatTimeout">How long it may be silent.</param>
/// <param name="Storage">How its partitions are to be kept.</param>
/// <param name="EpochFloor">Every epoch of the job is greater.</param>
/// <param name="FirstAt">When the job was registered first; null in what was written before this was kept.</param>
/// <param name="Takeovers">How often it was taken over up to now.</param>
internal sealed record JobRegistered(
    JobId Job,
    JobInstanceId Instance,
    string Name,
    string? AssignmentStrategy,
    TimeSpan HeartbeatTimeout,
    StorageChoice Storage,
    long EpochFloor,
    DateTimeOffset? FirstAt = null,
    int Takeovers = 0) : ControlPlaneFact;
