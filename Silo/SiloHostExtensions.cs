using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Dashboard;
using ShuffleOrleans.Client.Orleans.ControlPlane;
using ShuffleOrleans.Client.Orleans.Hosting;
using ShuffleOrleans.ControlPlane.Metrics;
using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Gateway.Hosting;
using ShuffleOrleans.Gateway.Inspection;
using ShuffleOrleans.Grains.Hosting;
using ShuffleOrleans.Grains.Settings;
using ShuffleOrleans.Silo.Cluster;
using ShuffleOrleans.Silo.Health;
using ShuffleOrleans.Silo.Worker;

namespace ShuffleOrleans.Silo;

/// <summary>Puts a silo together.</summary>
internal static class SiloHostExtensions
{
    private const string ClusterSection = "Shuffle:Cluster";
    private const string ControlPlaneSection = "Shuffle:ControlPlane";
    private const string WorkerSection = "Shuffle:Worker";

    // Every silo reports its counters to one grain this often, whether anybody looks or not.
    private const int DashboardIntervalMilliseconds = 10_000;

    // Beyond the worker's drain: its goodbye to the grains, then Orleans' own leave, which moves its grains' work to the other silos.
    private static readonly TimeSpan TimeToLeave = TimeSpan.FromSeconds(40);

    /// <summary>
    /// Adds the Orleans silo, one worker that reports to its grains, and the gateway in front of both. Hosted services start in this order and stop in the
    /// opposite one: the worker needs the silo's grains to register and to leave.
    /// </summary>
    public static void AddShuffleSilo(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddCluster();
        builder.AddWorker();
        builder.AddGateway();
        builder.Services.AddHealthChecks().AddCheck<SiloHealthCheck>("silo").AddCheck<WorkerHealthCheck>("worker");
        builder.Services.AddHostedService<ReadyLine>();
    }

    private static void AddCluster(this WebApplicationBuilder builder)
    {
        IConfigurationSection section = builder.Configuration.GetSection(ClusterSection);
        builder.Services.AddOptions<ShuffleClusterOptions>().Bind(section, Strictly).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ShuffleClusterOptions>, ShuffleClusterOptionsValidator>();
        ShuffleClusterOptions cluster = section.Get<ShuffleClusterOptions>(Strictly) ?? new ShuffleClusterOptions();
        builder.UseOrleans(silo =>
        {
            silo.JoinShuffleCluster(cluster);
            silo.AddShuffleGrains();
            if (cluster.Dashboard)
            {
                silo.AddDashboard(dashboard => dashboard.CounterUpdateIntervalMs = DashboardIntervalMilliseconds);
            }
        });
        builder.Services.AddOptions<ClusterControlPlaneOptions>().Bind(builder.Configuration.GetSection(ControlPlaneSection), Strictly);
    }

    private static void AddWorker(this WebApplicationBuilder builder)
    {
        IConfigurationSection section = builder.Configuration.GetSection(WorkerSection);
        builder.Services.AddShuffleWorkerOptions(section);
        builder.Services.AddSingleton<WorkerService>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<WorkerService>());

        // Not the validated options: the host looks at its own while it is built, before all options are checked at once.
        TimeSpan drain = section.Get<ShuffleWorkerOptions>(Strictly)?.Server.DrainTimeout ?? TimeSpan.Zero;
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = drain + TimeToLeave);
    }

    private static void AddGateway(this WebApplicationBuilder builder)
    {
        // The gateway of a silo is a client of its cluster like any other; what it shows of the service it asks the grains, and of workers, their silos.
        builder.Services.AddSingleton(provider => new ControlPlaneMetrics(provider.GetRequiredService<IMeterFactory>()));
        builder.Services.AddSingleton<IShuffleControlPlane>(provider => new MeasuredShuffleControlPlane(
            provider.GetRequiredService<OrleansShuffleControlPlane>(),
            provider.GetRequiredService<ControlPlaneMetrics>(),
            provider.GetService<TimeProvider>() ?? TimeProvider.System));
        builder.Services.AddShuffleControlPlaneOfCluster();
        builder.Services.AddSingleton<IWorkerInspections, SiloWorkerInspections>();
        builder.AddConfiguredShuffleGateway(static services => services.GetRequiredService<WorkerService>().DataEndpoint);
    }

    // An option that does not exist is a typing error that would otherwise go unnoticed.
    private static void Strictly(BinderOptions binder) => binder.ErrorOnUnknownConfiguration = true;
}
