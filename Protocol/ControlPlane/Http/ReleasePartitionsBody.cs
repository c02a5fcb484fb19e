using System.Text.Json.Serialization;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane.Http;

/// <summary>Body of <c>POST /v1/control/jobs/{job}/partitions:release</c>: a <see cref="PartitionReleaseRequest"/> whose job stands in the path.</summary>
/// <param name="Instance">The JobMaster process.</param>
/// <param name="Attempts">The attempts, at most <see cref="PartitionAllocationRequest.MaxPartitions"/>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReleasePartitionsBody(JobInstanceId Instance, IReadOnlyList<ReleasedAttempt> Attempts)
{
    /// <summary>
    /// What the client sends for <paramref name="request"/>. Attempts of another job than the request's cannot be told in a body without job ids and are
    /// refused.
    /// </summary>
    public static ReleasePartitionsBody Of(PartitionReleaseRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(request.Instance, [.. request.Attempts.Select(attempt => ReleasedAttempt.Of(request.Job, attempt))]);
    }

    /// <summary>What the service understands.</summary>
    public PartitionReleaseRequest For(JobId job) => new(job, Instance, [.. Attempts.Select(attempt => attempt.For(job))]);
}
