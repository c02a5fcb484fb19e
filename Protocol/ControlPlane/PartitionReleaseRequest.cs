using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>Asks to delete partition attempts.</summary>
/// <param name="Job">The job.</param>
/// <param name="Instance">The JobMaster process.</param>
/// <param name="Attempts">The attempts with their epochs, at most <see cref="PartitionAllocationRequest.MaxPartitions"/>.</param>
public sealed record PartitionReleaseRequest(JobId Job, JobInstanceId Instance, IReadOnlyList<PartitionAttemptId> Attempts);
