using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.ControlPlane.Http;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Gateway.Control;

/// <summary>A job's events, by long poll: the answer comes with the first event, or empty when the time is over.</summary>
internal static class PartitionEventEndpoints
{
    private const int DefaultMaxEvents = 100;

    public static void MapPartitionEvents(this RouteGroupBuilder control)
        => control.MapGet(ControlRoutes.Events, PollAsync)
            .Describe("pollPartitionEvents", "The job's events after a sequence number, oldest first. Waits (hh:mm:ss, at most 00:01:00) for the first one.")
            .Produces<PartitionEventBatch>();

    private static async Task<JsonHttpResult<PartitionEventBatch>> PollAsync(
        JobId job,
        JobInstanceId instance,
        IShuffleControlPlane controlPlane,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken,
        long afterSequence = 0,
        int max = DefaultMaxEvents,
        TimeSpan? wait = null)
    {
        var query = new PartitionEventQuery(job, instance, afterSequence, max, wait ?? TimeSpan.Zero);
        // A server waits for its open requests before it stops; a long poll would hold it up for a minute.
        using CancellationTokenSource poll = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            return ControlAnswer.Json(await controlPlane.GetPartitionEventsAsync(query, poll.Token), ControlJson.Default.PartitionEventBatch);
        }
        catch (OperationCanceledException error) when (lifetime.ApplicationStopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ShuffleException(ShuffleErrorCode.ControlPlaneUnavailable, "This process is stopping; ask again, it may come back.", error);
        }
    }
}
