using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using ShuffleOrleans.Grains.Inspection.Workers;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Tests.Cluster.Workers;

namespace ShuffleOrleans.Tests.Cluster.Inspection;

/// <summary>What the gateway of one silo shows of the whole cluster.</summary>
internal sealed record FaceOfSilo(IServiceInspection Service, ClusterWorkers Workers)
{
    /// <summary>Those of all silos that live.</summary>
    public static FaceOfSilo[] All(WorkerCluster cluster) => [.. cluster.Silos.Silos.Select(silo => Of(cluster, silo))];

    public static FaceOfSilo Of(WorkerCluster cluster, InProcessSiloHandle silo)
    {
        IServiceProvider services = cluster.Silos.GetSiloServiceProvider(silo.SiloAddress);
        return new FaceOfSilo(services.GetRequiredService<IServiceInspection>(), services.GetRequiredService<ClusterWorkers>());
    }
}
