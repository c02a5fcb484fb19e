using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>A sign of life of a JobMaster.</summary>
/// <param name="Job">The job.</param>
/// <param name="Instance">The JobMaster process.</param>
public sealed record JobHeartbeat(JobId Job, JobInstanceId Instance);
