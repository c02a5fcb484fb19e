using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ShuffleOrleans.Gateway.Inspection.Events;
using ShuffleOrleans.Gateway.Inspection.Levels;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>The inspection API: everything below <c>/v1</c> that is not an engine's.</summary>
internal static class InspectionEndpoints
{
    // A change is a handful of words.
    private const long MaxBodyBytes = 16 * 1024;

    public static void AddShuffleInspection(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IWorkerInspections, NoWorkerInspections>();
        services.TryAddSingleton<WorkerQuestions>();
        services.TryAddSingleton<ClusterView>();
        services.TryAddSingleton<PartitionView>();
        services.TryAddSingleton<MatrixView>();
        services.TryAddSingleton<WaitView>();
        services.TryAddSingleton<WorkerExclusion>();
        services.TryAddSingleton<EventStreams>();
        services.AddRuntimeLogLevels();
    }

    /// <summary>Maps it, where the host lets people see into the service.</summary>
    public static void MapInspection(this RouteGroupBuilder api)
    {
        IServiceProvider services = ((IEndpointRouteBuilder)api).ServiceProvider;
        if (services.GetService<IServiceProviderIsService>()?.IsService(typeof(IServiceInspection)) != true)
        {
            return;
        }

        RouteGroupBuilder inspection = api.MapGroup("/v1").WithTags("inspection");
        inspection.WithMetadata(new Control.RequestBodyLimit(MaxBodyBytes));
        inspection.MapCluster();
        inspection.MapWorkers();
        inspection.MapJobInspection();
        inspection.MapPartitionInspection();
        inspection.MapWaits();
        inspection.MapEvents();
        inspection.MapLogLevels();
        ((IEndpointConventionBuilder)inspection).Finally(QueryRules.Wrap);
    }
}
