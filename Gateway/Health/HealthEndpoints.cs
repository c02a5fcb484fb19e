using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ShuffleOrleans.Gateway.Health;

/// <summary>Liveness: the process answers. Readiness: every health check that the host registered passes; the answer names those that do not.</summary>
internal static class HealthEndpoints
{
    public static void MapShuffleHealth(this IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder health = endpoints.MapGroup("/health").WithTags("health");
        health.MapGet("/live", LiveAsync).Describe("getLiveness", "Whether the process answers at all. Restart it if not.");
        health.MapGet("/ready", ReadyAsync).Describe("getReadiness", "Whether the node can take work, and if not, why. Send it no work meanwhile.");
    }

    private static Task<JsonHttpResult<HealthAnswer>> LiveAsync(HealthCheckService checks, CancellationToken cancellationToken)
        => AnswerAsync(checks, static _ => false, cancellationToken);

    private static Task<JsonHttpResult<HealthAnswer>> ReadyAsync(HealthCheckService checks, CancellationToken cancellationToken)
        => AnswerAsync(checks, static _ => true, cancellationToken);

    private static async Task<JsonHttpResult<HealthAnswer>> AnswerAsync(
        HealthCheckService checks, Func<HealthCheckRegistration, bool> which, CancellationToken cancellationToken)
    {
        HealthReport report = await checks.CheckHealthAsync(which, cancellationToken);
        int status = report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return TypedResults.Json(HealthAnswer.Of(report), HealthJson.Default.HealthAnswer, statusCode: status);
    }

    private static void Describe(this RouteHandlerBuilder endpoint, string operationId, string summary)
        => endpoint.WithName(operationId).WithSummary(summary).Produces<HealthAnswer>().Produces<HealthAnswer>(StatusCodes.Status503ServiceUnavailable);
}
