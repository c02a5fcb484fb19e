using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>Ends a job.</summary>
/// <param name="Job">The job.</param>
/// <param name="Instance">The JobMaster process; a fenced one cannot end the job.</param>
public sealed record JobUnregistration(JobId Job, JobInstanceId Instance);
