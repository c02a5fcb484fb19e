using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>The whole service in figures.</summary>
internal static class ClusterEndpoint
{
    public static void MapCluster(this RouteGroupBuilder inspection)
        => inspection.MapGet("/cluster", GetAsync)
            .Describe("getCluster", "The whole service in figures, and what an operator should look at now.")
            .Produces<ClusterSummary>();

    private static async Task<JsonHttpResult<ClusterSummary>> GetAsync(ClusterView cluster, CancellationToken cancellationToken)
        => InspectionAnswer.Json(await cluster.GetAsync(cancellationToken), InspectionJson.Default.ClusterSummary);
}
