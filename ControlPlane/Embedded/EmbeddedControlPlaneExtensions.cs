using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Embedded;

/// <summary>Registers the embedded control plane.</summary>
public static class EmbeddedControlPlaneExtensions
{
    /// <summary>
    /// Adds the embedded control plane as <see cref="IShuffleControlPlane"/>, <see cref="IWorkerControlPlane"/> and <see cref="IServiceInspection"/>.
    /// The host starts it first and stops it
    /// last. Time comes from the registered
    /// <see cref="TimeProvider"/>, or the system's. Safe to call twice; each call's settings are applied.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Settings; checked when the host starts.</param>
    public static IServiceCollection AddEmbeddedShuffleControlPlane(this IServiceCollection services, Action<EmbeddedControlPlaneOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null)
        {
            services.Configure(configure);
        }

        if (services.Any(service => service.ServiceType == typeof(EmbeddedControlPlane)))
        {
            return services;
        }

        services.AddOptions<EmbeddedControlPlaneOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmbeddedControlPlaneOptions>, EmbeddedControlPlaneOptionsValidator>();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new EmbeddedControlPlane(
            provider.GetRequiredService<IOptions<EmbeddedControlPlaneOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IShuffleControlPlane>(provider => provider.GetRequiredService<EmbeddedControlPlane>());
        services.AddSingleton<IWorkerControlPlane>(provider => provider.GetRequiredService<EmbeddedControlPlane>());
        services.AddSingleton<IServiceInspection>(provider => provider.GetRequiredService<EmbeddedControlPlane>());
        services.AddSingleton<IHostedService, EmbeddedControlPlaneService>();
        return services;
    }
}
