using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;
using ShuffleOrleans.Client.Orleans.ControlPlane;
using ShuffleOrleans.Client.Orleans.Settings;
using ShuffleOrleans.Client.Orleans.Workers;
using ShuffleOrleans.Grains.Interfaces.Streams;

namespace ShuffleOrleans.Client.Orleans.Hosting;

/// <summary>Adds the control plane of a cluster to a program.</summary>
public static class ShuffleOrleansClientExtensions
{
    /// <summary>
    /// Adds an Orleans client and the control plane over it, as <see cref="IShuffleControlPlane"/>, to a program outside the cluster. The client connects when
    /// the host starts and finds other gateways by itself when one is lost. The first call for a host counts, further ones change nothing.
    /// </summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configure">Says where the cluster is.</param>
    /// <exception cref="ArgumentException">Some settings make no sense; the message names them all.</exception>
    public static IServiceCollection AddShuffleOrleansClient(this IServiceCollection services, Action<ShuffleOrleansClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.Any(service => service.ServiceType == typeof(ShuffleOrleansClientOptions)))
        {
            return services;
        }

        ShuffleOrleansClientOptions options = new();
        configure(options);
        options.Validate();
        services.AddSingleton(options);
        services.AddSingleton(Options.Create(options.ControlPlane));
        services.AddOrleansClient(client => client.UseCluster(options));
        return services.AddShuffleControlPlaneOfCluster();
    }

    /// <summary>
    /// Adds the control plane over the Orleans client that the program has already: in a silo its own, for its gateway. Safe to call twice.
    /// </summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configure">Settings; checked when the host starts.</param>
    public static IServiceCollection AddShuffleControlPlaneOfCluster(
        this IServiceCollection services, Action<OrleansShuffleControlPlaneOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.AddOptions<OrleansShuffleControlPlaneOptions>().ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<OrleansShuffleControlPlaneOptions>, OrleansShuffleControlPlaneOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new OrleansShuffleControlPlane(
            provider.GetRequiredService<IClusterClient>(),
            provider.GetRequiredService<IOptions<OrleansShuffleControlPlaneOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            Random.Shared,
            provider.GetRequiredService<ILoggerFactory>()));
        services.TryAddSingleton<IShuffleControlPlane>(provider => provider.GetRequiredService<OrleansShuffleControlPlane>());
        services.TryAddSingleton(provider => new WorkerEvents(
            provider.GetRequiredService<IClusterClient>(),
            provider.GetRequiredService<IOptions<OrleansShuffleControlPlaneOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            Random.Shared,
            provider.GetRequiredService<ILoggerFactory>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ControlPlaneEnd>());
        return services;
    }

    private static void UseCluster(this IClientBuilder client, ShuffleOrleansClientOptions options)
    {
        client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, options.ServiceId));
        client.AddMemoryStreams(ShuffleStreams.Provider, streams => streams.ConfigurePartitioning(ShuffleStreams.QueueCount));
        client.UseConnectionRetryFilter<ConnectPatience>();
        if (options.RedisConnectionString is { } redis)
        {
            client.UseRedisClustering(redis);
        }
        else
        {
            client.Services.AddSingleton<IGatewayListProvider>(provider => new GatewayList(
                [.. options.Gateways],
                provider.GetRequiredService<IOptions<GatewayOptions>>(),
                provider.GetRequiredService<ILogger<GatewayList>>()));
        }
    }
}
