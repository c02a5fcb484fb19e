using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.ControlPlane.Http;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Gateway.Control;

/// <summary>Register, keep alive and end a job.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this RouteGroupBuilder control)
    {
        control.MapPut(ControlRoutes.Job, RegisterAsync)
            .Describe("registerJob", "Registers a job, or takes a registered job over with a new instance, which fences the older one.")
            .Produces<JobRegistration>();
        control.MapPost(ControlRoutes.Heartbeat, HeartbeatAsync)
            .Describe("heartbeatJob", "Says that the job's master lives. A job that is silent for too long expires and its data is released.")
            .Produces<JobHeartbeatReply>();
        control.MapDelete(ControlRoutes.Job, UnregisterAsync)
            .Describe("unregisterJob", "Ends a job and releases all its data. Ending a job that is gone is no error.")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<JsonHttpResult<JobRegistration>> RegisterAsync(
        JobId job, JsonBody<RegisterJobBody> body, IShuffleControlPlane controlPlane, CancellationToken cancellationToken)
        => ControlAnswer.Json(await controlPlane.RegisterJobAsync(body.Value.For(job), cancellationToken), ControlJson.Default.JobRegistration);

    private static async Task<JsonHttpResult<JobHeartbeatReply>> HeartbeatAsync(
        JobId job, JsonBody<HeartbeatJobBody> body, IShuffleControlPlane controlPlane, CancellationToken cancellationToken)
        => ControlAnswer.Json(await controlPlane.HeartbeatJobAsync(body.Value.For(job), cancellationToken), ControlJson.Default.JobHeartbeatReply);

    private static async Task<NoContent> UnregisterAsync(
        JobId job, JobInstanceId instance, IShuffleControlPlane controlPlane, CancellationToken cancellationToken)
    {
        await controlPlane.UnregisterJobAsync(new JobUnregistration(job, instance), cancellationToken);
        return TypedResults.NoContent();
    }
}
