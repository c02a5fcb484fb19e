using System.Text.Json.Serialization;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Protocol.ControlPlane.Http;

/// <summary>Body of <c>PUT /v1/control/jobs/{job}</c>: a <see cref="JobRegistrationRequest"/> whose job stands in the path.</summary>
/// <param name="Instance">This JobMaster process.</param>
/// <param name="Name">A name for people; may be empty.</param>
/// <param name="AssignmentStrategy">Name of the strategy that chooses workers, or null for the service's own choice.</param>
/// <param name="HeartbeatTimeout">How long the job may be silent before it expires, or null for the service's own choice.</param>
/// <param name="Storage">How the job's partitions are to be kept, or null for the default.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RegisterJobBody(
    JobInstanceId Instance, string Name = "", string? AssignmentStrategy = null, TimeSpan? HeartbeatTimeout = null, StorageChoice? Storage = null)
{
    /// <summary>What the client sends for <paramref name="request"/>.</summary>
    public static RegisterJobBody Of(JobRegistrationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(request.Instance, request.Name, request.AssignmentStrategy, request.HeartbeatTimeout, request.Storage);
    }

    /// <summary>What the service understands.</summary>
    public JobRegistrationRequest For(JobId job) => new(job, Instance, Name, AssignmentStrategy, HeartbeatTimeout, Storage ?? default);
}
