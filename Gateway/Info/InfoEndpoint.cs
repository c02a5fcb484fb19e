using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using ShuffleOrleans.Protocol.ControlPlane.Http;

namespace ShuffleOrleans.Gateway.Info;

/// <summary>Who answers at this address, for people, scripts and clients that want to be sure.</summary>
internal static class InfoEndpoint
{
    /// <summary>Version of this node.</summary>
    public static readonly string Version
        = typeof(InfoEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static void MapInfo(this RouteGroupBuilder api)
        => api.MapGet(ControlRoutes.Info, Get)
            .WithName("getInfo")
            .WithSummary("Product, version and the data endpoint of the worker in this process.")
            .WithTags("info")
            .Produces<ServiceInfo>();

    private static JsonHttpResult<ServiceInfo> Get(IOptions<ShuffleGatewayOptions> options)
        => TypedResults.Json(new ServiceInfo("ShuffleOrleans", Version, options.Value.DataEndpoint()), ControlJson.Default.ServiceInfo);
}
