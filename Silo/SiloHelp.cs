namespace ShuffleOrleans.Silo;

/// <summary>What <c>--help</c> says.</summary>
internal static class SiloHelp
{
    public const string Text =
        """
        ShuffleOrleans silo: one node of a cluster. Orleans silo, shuffle worker and gateway in one process.

        Options come from appsettings.json beside the program, from the environment (Shuffle__Worker__DataPort=10086)
        and from the command line (--Shuffle:Worker:DataPort 10086); the later ones win. The most common:

          --Shuffle:Cluster:Provider redis                     where the cluster is kept: redis, adonet, or localhost (required)
          --Shuffle:Cluster:RedisConnectionString HOST:6379    the Redis of the cluster
          --Shuffle:Cluster:ClusterId NAME                     silos of one cluster have the same
          --Shuffle:Cluster:AdvertisedAddress 127.0.0.1        address of this machine, for the other silos
          --Shuffle:Cluster:SiloPort 11111                     TCP port for the other silos
          --Shuffle:Cluster:GatewayPort 30000                  TCP port for Orleans clients
          --Shuffle:Worker:DataDirectories "[SSD]/a,[HDD]/b"   existing directories for the data (required)
          --Shuffle:Worker:BindAddress 127.0.0.1               address the data plane listens on
          --Shuffle:Worker:DataPort 10086                      TCP port of the data plane, 0 for a free one
          --Shuffle:Gateway:Urls http://127.0.0.1:8090         where the HTTP API, the dashboard (/dashboard/) and that of
                                                               Orleans listen; every silo answers for the whole cluster
          --Shuffle:Gateway:AdminToken TOKEN                   who sends it may release, exclude, verify; better set
                                                               as Shuffle__Gateway__AdminToken in the environment

        docs/operations.md lists all. When it is ready, one line on standard output says where:
        READY {"gateway":"http://127.0.0.1:8090","dataPort":10086,"siloPort":11111,"gatewayPort":30000,"silo":"127.0.0.1:11111@1","pid":1234}

        Exit codes: 0 ended as asked, 1 could not start, 2 misconfigured, 134 (SIGABRT) evicted from the cluster: start it again.
        """;
}
