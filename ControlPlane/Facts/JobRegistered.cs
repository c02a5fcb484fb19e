using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>A JobMaster process registered a job or took it over.</summary>
internal sealed record JobRegistered(
    JobId Job,
    JobInstanceId Instance,
    string Name,
    string? AssignmentStrategy,
    TimeSpan HeartbeatTimeout,
    StorageChoice Storage,
    long EpochFloor) : ControlPlaneFact;
