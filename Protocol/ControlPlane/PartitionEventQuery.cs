using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>Asks for the events of a job.</summary>
/// <param name="Job">The job.</param>
/// <param name="Instance">The JobMaster process.</param>
/// <param name="AfterSequence">The last event the caller has handled; it and all before it may be forgotten.</param>
/// <param name="MaxEvents">At most so many, 1 to 1000.</param>
/// <param name="Wait">How long to wait for the first event, zero to 60 s.</param>
public sealed record PartitionEventQuery(JobId Job, JobInstanceId Instance, long AfterSequence, int MaxEvents, TimeSpan Wait);
