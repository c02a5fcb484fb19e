using System.Text.Json.Serialization;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane.Http;

/// <summary>Body of <c>POST /v1/control/jobs/{job}/partitions:allocate</c>: a <see cref="PartitionAllocationRequest"/> whose job stands in the path.</summary>
/// <param name="Instance">The JobMaster process.</param>
/// <param name="Partitions">1 to <see cref="PartitionAllocationRequest.MaxPartitions"/> attempts.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AllocatePartitionsBody(JobInstanceId Instance, IReadOnlyList<PartitionRequest> Partitions)
{
    /// <summary>What the client sends for <paramref name="request"/>.</summary>
    public static AllocatePartitionsBody Of(PartitionAllocationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(request.Instance, request.Partitions);
    }

    /// <summary>What the service understands.</summary>
    public PartitionAllocationRequest For(JobId job) => new(job, Instance, Partitions);
}
