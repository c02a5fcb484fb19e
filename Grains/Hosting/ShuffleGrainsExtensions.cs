using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using ShuffleOrleans.ControlPlane.Time;
using ShuffleOrleans.Grains.Inspection.Events;
using ShuffleOrleans.Grains.Inspection.Service;
using ShuffleOrleans.Grains.Inspection.Workers;
using ShuffleOrleans.Grains.Interfaces.Streams;
using ShuffleOrleans.Grains.Settings;
using ShuffleOrleans.Grains.Workers;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Grains.Hosting;

/// <summary>Adds the control plane of a cluster to a silo.</summary>
public static class ShuffleGrainsExtensions
{
    // Each look at an empty queue is a grain call, and most of what an idle silo does. Orleans' own 100 ms is dearer than an event that comes a little sooner is
    // worth: a queue that has something is read until it is empty.
    private static readonly TimeSpan PullInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Adds what the grains need: settings, clock, streams. The host adds membership, reminders, the grain storages <see cref="ShuffleStreams.Storage"/> and
    /// <c>PubSubStore</c>.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="configure">Settings; checked when the silo starts.</param>
    public static ISiloBuilder AddShuffleGrains(this ISiloBuilder silo, Action<ClusterControlPlaneOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        if (configure is not null)
        {
            silo.Services.Configure(configure);
        }

        silo.Services.AddOptions<ClusterControlPlaneOptions>().ValidateDataAnnotations().ValidateOnStart();
        silo.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ClusterControlPlaneOptions>, ClusterControlPlaneOptionsValidator>());
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.TryAddSingleton(provider => new SteadyClock(provider.GetRequiredService<TimeProvider>()));
        // A database whose grain could not be read throws what it likes, and Orleans tells it to whoever called the grain. An exception of a type that Orleans
        // does not know would arrive as a bug of its serializer, and not as what it is: the storage is away, repeat the call.
        silo.Services.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedExceptionTypeFilter = _ => true);
        AddWorkers(silo);
        AddInspection(silo.Services);
        silo.AddMemoryStreams(ShuffleStreams.Provider, streams =>
        {
            streams.ConfigurePartitioning(ShuffleStreams.QueueCount);
            streams.ConfigurePullingAgent(agent => agent.Configure(pulling => pulling.GetQueueMsgsTimerPeriod = PullInterval));
        });
        return silo;
    }

    private static void AddWorkers(ISiloBuilder silo)
    {
        if (silo.Services.Any(service => service.ServiceType == typeof(LocalWorker)))
        {
            return;
        }

        silo.Services.AddSingleton(provider => new LocalWorker(ActivatorUtilities.CreateInstance<SiloWorkerControlPlane>(provider)));
        silo.Services.TryAddSingleton<ISiloLiveness, MembershipLiveness>();
        silo.Services.TryAddSingleton<IWorkerAgents, WorkerAgents>();
        silo.AddGrainService<WorkerAgent>();
    }

    private static void AddInspection(IServiceCollection services)
    {
        services.TryAddSingleton<ServiceLogWriter>();
        services.TryAddSingleton<IServiceLog>(provider => provider.GetRequiredService<ServiceLogWriter>());
        services.TryAddSingleton<ServiceLogReader>();
        services.TryAddSingleton<InspectionCalls>();
        services.TryAddSingleton<WorkerLooks>();
        services.TryAddSingleton<JobLooks>();
        services.TryAddSingleton<PartitionLooks>();
        services.TryAddSingleton<IServiceInspection, ClusterInspection>();
        services.TryAddSingleton(provider => new ClusterWorkers(
            provider.GetRequiredService<LocalWorker>(), provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<IWorkerAgents>()));
    }
}
