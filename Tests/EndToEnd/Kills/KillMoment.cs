namespace ShuffleOrleans.Tests.EndToEnd.Kills;

/// <summary>What is counted until the service is killed.</summary>
public enum KillMoment
{
    /// <summary>Records that writers handed over.</summary>
    Writing,

    /// <summary>Commits that writers asked for: the kill meets one that is under way.</summary>
    Committing,

    /// <summary>Buffers that readers received.</summary>
    Reading,
}
