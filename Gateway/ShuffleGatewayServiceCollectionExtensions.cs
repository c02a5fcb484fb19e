using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ShuffleOrleans.Gateway.Access;
using ShuffleOrleans.Gateway.Inspection;
using ShuffleOrleans.Gateway.OpenApi;
using ShuffleOrleans.Gateway.Problems;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Gateway;

/// <summary>Registers the gateway.</summary>
public static class ShuffleGatewayServiceCollectionExtensions
{
    /// <summary>
    /// Adds the HTTP face of a node. The host registers an <see cref="IShuffleControlPlane"/>, an <see cref="IServiceInspection"/> and an
    /// <see cref="IWorkerInspections"/> where people are to see into the service, whatever health checks say that the node is ready, and calls
    /// <c>app.MapShuffleGateway()</c>. Safe to call twice.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes the settings; validated when the host starts.</param>
    public static IServiceCollection AddShuffleGateway(this IServiceCollection services, Action<ShuffleGatewayOptions>? configure = null)
    {
        OptionsBuilder<ShuffleGatewayOptions> options = services.AddOptions<ShuffleGatewayOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ShuffleGatewayOptions>, ShuffleGatewayOptionsValidator>());
        services.TryAddSingleton<ProblemWriter>();
        services.TryAddSingleton<ProblemBoundary>();
        services.TryAddSingleton<AccessTokens>();
        services.TryAddSingleton<AccessGate>();
        services.AddShuffleInspection();
        // A path or query value that cannot be read becomes an exception, which the boundary turns into a problem that names the value.
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        services.AddHealthChecks();
        services.AddShuffleOpenApi();
        return services;
    }
}
