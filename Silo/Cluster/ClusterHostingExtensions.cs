using System.Net;
using Orleans.Configuration;

namespace ShuffleOrleans.Silo.Cluster;

/// <summary>Joins a silo to its cluster as <see cref="ShuffleClusterOptions"/> say.</summary>
internal static class ClusterHostingExtensions
{
    /// <summary>Orleans' own name for the storage of subscriptions to streams.</summary>
    public const string SubscriptionStorage = "PubSubStore";

    // The inventory of a million partitions, the most a worker may bring, is 75 MB and more; Orleans' own limit is 100 MiB.
    private const int LargestMessageBytes = 256 * 1024 * 1024;

    /// <summary>Adds membership, storage, reminders, endpoints and timings. Bad options are left for their validator, which runs before the silo does.</summary>
    public static ISiloBuilder JoinShuffleCluster(this ISiloBuilder silo, ShuffleClusterOptions options)
    {
        silo.Configure<ClusterOptions>(cluster =>
        {
            cluster.ClusterId = options.ClusterId;
            cluster.ServiceId = options.ServiceId;
        });
        silo.Configure<EndpointOptions>(endpoints =>
        {
            endpoints.AdvertisedIPAddress = IPAddress.Parse(options.AdvertisedAddress);
            endpoints.SiloPort = options.SiloPort;
            endpoints.GatewayPort = options.GatewayPort;
        });
        silo.Configure<ClusterMembershipOptions>(membership => Apply(options.Membership, membership));
        silo.Configure<SiloMessagingOptions>(messaging =>
        {
            messaging.ResponseTimeout = options.ResponseTimeout;
            // Calls between the runtimes of silos, to their directories and to the workers' agents.
            messaging.SystemResponseTimeout = options.ResponseTimeout;
            messaging.MaxMessageBodySize = LargestMessageBytes;
        });
        silo.KeepGrainsOfLivingSilos();
        return options.Provider switch
        {
            ClusterProvider.Redis => silo.UseRedis(options),
            ClusterProvider.AdoNet => silo.UseAdoNet(options),
            _ => silo.UseThisMachine(options),
        };
    }

    // Orleans' default directory ends activations on living silos when the silo dies that kept their addresses. One that waits just then for a grain which calls
    // it back waits until that call times out, and the control plane stands for all of ResponseTimeout. The distributed directory asks the living silos instead.
    private static void KeepGrainsOfLivingSilos(this ISiloBuilder silo)
    {
        silo.AddDistributedGrainDirectory();
        // It would also keep a dead silo's grains from coming up elsewhere for 30 s, in case the silo still runs. What such a silo does is refused by the versions
        // of stored state, and by the numbers of its worker's calls.
        silo.Configure<GrainDirectoryOptions>(directory => directory.RangeLeaseDuration = TimeSpan.Zero);
    }

    private static void Apply(MembershipOptions options, ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = options.ProbeTimeout;
        membership.MinProbeTimeout = options.ProbeTimeout;
        membership.MaxProbeTimeout = options.ProbeTimeout;
        membership.NumMissedProbesLimit = options.NumMissedProbesLimit;
        membership.NumVotesForDeathDeclaration = options.NumVotesForDeathDeclaration;
        membership.TableRefreshTimeout = options.TableRefreshTimeout;
        membership.IAmAliveTablePublishTimeout = options.IAmAliveTablePublishTimeout;
        membership.MaxJoinAttemptTime = options.MaxJoinAttemptTime;
    }
}
