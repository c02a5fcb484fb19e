using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>A job is registered with this instance.</summary>
/// <param name="Job">The job.</param>
/// <param name="Instance">The instance in force.</param>
/// <param name="HeartbeatInterval">How often the JobMaster should send a heartbeat.</param>
/// <param name="HeartbeatTimeout">How long it may be silent before the job expires.</param>
/// <param name="LastEventSequence">Number of the newest event of the job so far; 0 if none.</param>
public sealed record JobRegistration(JobId Job, JobInstanceId Instance, TimeSpan HeartbeatInterval, TimeSpan HeartbeatTimeout, long LastEventSequence);
