using System.Text.Json.Serialization;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.ControlPlane.Http;

/// <summary>Body of <c>POST /v1/control/jobs/{job}/heartbeat</c>: a <see cref="JobHeartbeat"/> whose job stands in the path.</summary>
/// <param name="Instance">The JobMaster process.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record HeartbeatJobBody(JobInstanceId Instance)
{
    /// <summary>What the client sends for <paramref name="heartbeat"/>.</summary>
    public static HeartbeatJobBody Of(JobHeartbeat heartbeat)
    {
        ArgumentNullException.ThrowIfNull(heartbeat);
        return new(heartbeat.Instance);
    }

    /// <summary>What the service understands.</summary>
    public JobHeartbeat For(JobId job) => new(job, Instance);
}
