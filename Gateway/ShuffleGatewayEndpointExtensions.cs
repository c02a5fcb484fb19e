using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ShuffleOrleans.Gateway.Access;
using ShuffleOrleans.Gateway.Control;
using ShuffleOrleans.Gateway.Dashboard;
using ShuffleOrleans.Gateway.Health;
using ShuffleOrleans.Gateway.Info;
using ShuffleOrleans.Gateway.Inspection;
using ShuffleOrleans.Gateway.OpenApi;
using ShuffleOrleans.Gateway.Problems;
using ShuffleOrleans.Protocol.ControlPlane.Http;

namespace ShuffleOrleans.Gateway;

/// <summary>Maps the gateway's endpoints.</summary>
public static class ShuffleGatewayEndpointExtensions
{
    /// <summary>Maps the control API, the inspection API, <c>/v1/info</c>, <c>/health/live</c>, <c>/health/ready</c> and <c>/openapi/v1.json</c>.</summary>
    /// <returns>A builder of conventions for everything under <c>/v1</c>: authorization, rate limits.</returns>
    public static IEndpointConventionBuilder MapShuffleGateway(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ShuffleGatewayOptions options = endpoints.ServiceProvider.GetRequiredService<IOptions<ShuffleGatewayOptions>>().Value;
        ProblemBoundary boundary = endpoints.ServiceProvider.GetRequiredService<ProblemBoundary>();

        AccessGate gate = endpoints.ServiceProvider.GetRequiredService<AccessGate>();

        RouteGroupBuilder api = endpoints.MapGroup("");
        api.MapInfo();
        RouteGroupBuilder control = api.MapGroup(ControlRoutes.Prefix).WithTags("control");
        control.WithMetadata(new RequestBodyLimit(options.MaxRequestBodyBytes));
        control.MapJobs();
        control.MapPartitions();
        control.MapPartitionEvents();
        api.MapInspection();
        api.MapUnknownResources();
        ((IEndpointConventionBuilder)api).Finally(endpoint =>
        {
            gate.Wrap(endpoint);
            boundary.Wrap(endpoint);
        });

        endpoints.MapShuffleHealth();
        endpoints.MapShuffleOpenApi();
        if (options.Dashboard)
        {
            endpoints.MapShuffleDashboard();
        }

        return api;
    }

    private static void MapUnknownResources(this RouteGroupBuilder api)
        => api.Map("/v1/{**path}", static (HttpContext http) => Task.FromException(UnknownResourceException.For(http.Request)))
            .WithOrder(int.MaxValue)
            .ExcludeFromDescription();
}
