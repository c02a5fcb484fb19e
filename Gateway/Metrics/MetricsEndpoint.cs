using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ShuffleOrleans.Gateway.Metrics;

/// <summary>The figures of this node, for Prometheus to fetch.</summary>
internal static class MetricsEndpoint
{
    /// <summary>Maps <c>GET /metrics</c>, and begins to listen to the meters of the host.</summary>
    public static void MapMetrics(this RouteGroupBuilder api)
    {
        // Not at the first request: what is counted before would be missing.
        MetricsCollector collector = ((IEndpointRouteBuilder)api).ServiceProvider.GetRequiredService<MetricsCollector>();
        api.MapGet("/metrics", () => Page(collector)).WithTags("metrics").ExcludeFromDescription();
    }

    private static ContentHttpResult Page(MetricsCollector collector) => TypedResults.Text(collector.WritePage(), PrometheusText.ContentType, Encoding.UTF8);
}
