using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>Why is this waiting?</summary>
internal static class WaitEndpoint
{
    public static void MapWaits(this RouteGroupBuilder inspection)
        => inspection.MapGet("/waits", ListAsync)
            .Describe("listWaits", "What waits, and what for, the longest first.")
            .Produces<Page<Wait>>();

    private static async Task<JsonHttpResult<Page<Wait>>> ListAsync(
        WaitView waits,
        CancellationToken cancellationToken,
        JobId? job = null,
        WorkerId? worker = null,
        int skip = 0,
        int take = QueryRules.DefaultTake)
    {
        QueryRules.RequirePage(skip, take);
        return InspectionAnswer.Json(await waits.ListAsync(job, worker, skip, take, cancellationToken), InspectionJson.Default.PageWait);
    }
}
