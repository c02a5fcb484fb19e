using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>Asks for workers for partition attempts of one job.</summary>
/// <param name="Job">The job.</param>
/// <param name="Instance">The JobMaster process.</param>
/// <param name="Partitions">1 to <see cref="MaxPartitions"/> attempts.</param>
public sealed record PartitionAllocationRequest(JobId Job, JobInstanceId Instance, IReadOnlyList<PartitionRequest> Partitions)
{
    /// <summary>The most attempts in one request: 1000. A caller with more sends several requests.</summary>
    public const int MaxPartitions = 1000;
}
