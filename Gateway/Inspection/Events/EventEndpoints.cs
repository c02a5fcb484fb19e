using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Gateway.Inspection.Events;

/// <summary>What happened in the service: by asking, and as a stream.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this RouteGroupBuilder inspection)
    {
        inspection.MapGet("/events", ReadAsync)
            .Describe("listEvents", "Events after a number, oldest first; without one the newest. severity: info, warning or error, and what is worse.")
            .Produces<EventBatch>();
        inspection.MapGet("/events/stream", StreamAsync)
            .Describe("streamEvents", "Events as server-sent events, from now on or after a sequence number; 'missed' when older ones are gone.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream");
    }

    private static async Task<JsonHttpResult<EventBatch>> ReadAsync(
        IServiceInspection service,
        CancellationToken cancellationToken,
        long? after = null,
        int take = QueryRules.DefaultTake,
        JobId? job = null,
        WorkerId? worker = null,
        string? severity = null)
    {
        QueryRules.RequireTake(take);
        EventSeverity least = NameParameter<EventSeverity>.Parse(severity, nameof(severity)) ?? EventSeverity.Info;
        return InspectionAnswer.Json(
            await service.ReadEventsAsync(new EventQuery(after, take, job, worker, least), cancellationToken), InspectionJson.Default.EventBatch);
    }

    private static async Task<EventStreamResult> StreamAsync(
        IServiceInspection service,
        EventStreams streams,
        CancellationToken cancellationToken,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId = null,
        long? after = null,
        JobId? job = null,
        WorkerId? worker = null,
        string? severity = null)
    {
        EventSeverity least = NameParameter<EventSeverity>.Parse(severity, nameof(severity)) ?? EventSeverity.Info;
        // The header is what a browser sends by itself when it comes back: it is newer than the address.
        long place = PlaceOf(lastEventId) ?? after ?? (await service.ReadEventsAsync(new EventQuery(Take: 1), cancellationToken)).LastSequence;
        return streams.Open(new EventQuery(place, QueryRules.MaxTake, job, worker, least));
    }

    private static long? PlaceOf(string? lastEventId)
    {
        if (string.IsNullOrEmpty(lastEventId))
        {
            return null;
        }

        return long.TryParse(lastEventId, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long place)
            ? place
            : throw QueryRules.Invalid("The header Last-Event-ID is the number of an event.");
    }
}
