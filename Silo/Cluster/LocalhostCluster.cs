using System.Net;
using Orleans.Configuration;
using ShuffleOrleans.Grains.Interfaces.Streams;

namespace ShuffleOrleans.Silo.Cluster;

/// <summary>A cluster of silos on one machine that is kept in their memory, for development.</summary>
internal static class LocalhostCluster
{
    public static ISiloBuilder UseThisMachine(this ISiloBuilder silo, ShuffleClusterOptions options)
    {
        silo.Services.AddHostedService<DevelopmentNotice>();
        return silo
            .UseDevelopmentClustering((DevelopmentClusterMembershipOptions development) => development.PrimarySiloEndpoint = new IPEndPoint(
                IPAddress.Parse(options.AdvertisedAddress), options.PrimarySiloPort ?? options.SiloPort))
            .AddMemoryGrainStorage(ShuffleStreams.Storage)
            .AddMemoryGrainStorage(ClusterHostingExtensions.SubscriptionStorage)
            .UseInMemoryReminderService();
    }
}
