using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ShuffleOrleans.ControlPlane.Embedded;
using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Gateway.Hosting;
using ShuffleOrleans.Gateway.Inspection;

namespace ShuffleOrleans.Standalone;

/// <summary>Puts the standalone service together.</summary>
internal static class StandaloneHostExtensions
{
    private const string WorkerSection = "Shuffle:Worker";
    private const string ControlPlaneSection = "Shuffle:ControlPlane";

    /// <summary>Adds the embedded control plane, one worker that reports to it, and the gateway in front of both.</summary>
    public static void AddStandaloneShuffle(this WebApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);

        services.AddEmbeddedShuffleControlPlane();
        services.AddOptions<EmbeddedControlPlaneOptions>().Bind(builder.Configuration.GetSection(ControlPlaneSection), Strictly);

        services.AddShuffleWorkerOptions(builder.Configuration.GetSection(WorkerSection));
        services.AddSingleton<WorkerService>();
        services.AddHostedService(provider => provider.GetRequiredService<WorkerService>());

        services.AddSingleton<IWorkerInspections, LocalWorkerInspections>();
        builder.AddConfiguredShuffleGateway(static provider => provider.GetRequiredService<WorkerService>().DataEndpoint);
        services.AddHealthChecks().AddCheck<WorkerHealthCheck>("worker");
        services.AddHostedService<ReadyLine>();
        // The worker lets open channels finish first.
        services.AddOptions<HostOptions>().Configure<IOptions<ShuffleWorkerOptions>>(
            (host, worker) => host.ShutdownTimeout = worker.Value.Server.DrainTimeout + TimeSpan.FromSeconds(20));
    }

    // An option that does not exist is a typing error that would otherwise go unnoticed.
    private static void Strictly(BinderOptions binder) => binder.ErrorOnUnknownConfiguration = true;
}
