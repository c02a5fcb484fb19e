namespace ShuffleOrleans.Standalone;

/// <summary>What <c>--help</c> says.</summary>
internal static class StandaloneHelp
{
    public const string Text =
        """
        ShuffleOrleans standalone: control plane, shuffle worker and gateway in one process.

        Options come from appsettings.json beside the program, from the environment (Shuffle__Worker__DataPort=10086)
        and from the command line (--Shuffle:Worker:DataPort 10086); the later ones win. The most common:

          --Shuffle:Worker:DataDirectories "[SSD]/a,[HDD]/b"   existing directories for the data (required)
          --Shuffle:Worker:DataPort 10086                      TCP port of the data plane, 0 for a free one
          --Shuffle:Worker:BindAddress 127.0.0.1               address the data plane listens on
          --Shuffle:Worker:AdvertisedHost NAME                 host name that clients are told
          --Shuffle:Worker:Memory:BudgetBytes 536870912        memory for data on its way
          --Shuffle:Gateway:Urls http://127.0.0.1:8090         where the HTTP API listens
          --Shuffle:Gateway:AdminToken TOKEN                   who sends it may release, exclude, verify; better set
                                                               as Shuffle__Gateway__AdminToken in the environment
          --Shuffle:ControlPlane:JournalDirectory /dir         where jobs and partitions survive a restart

        docs/operations.md lists all. When it is ready, one line on standard output says where:
        READY {"gateway":"http://127.0.0.1:8090","dataPort":10086,"pid":1234}

        Exit codes: 0 ended as asked, 1 could not start, 2 misconfigured.
        """;
}
