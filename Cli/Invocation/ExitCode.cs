namespace ShuffleOrleans.Cli.Invocation;

/// <summary>How a run ends. Scripts depend on these numbers: docs/cli.md.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>The service, or what was asked for, did not allow it.</summary>
    public const int Refused = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Misuse = 2;

    /// <summary>Stored data is damaged.</summary>
    public const int Damage = 3;

    /// <summary>Nobody answers at the service's address.</summary>
    public const int NotReachable = 4;
}
