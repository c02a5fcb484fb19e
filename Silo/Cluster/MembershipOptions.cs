namespace ShuffleOrleans.Silo.Cluster;

/// <summary>
/// How silos watch each other. Orleans' defaults find a killed silo after some 12 s and a frozen one after a minute; its jobs, and the loss of its data, wait
/// for that. These find both in a few seconds. The price is a probe a second for each pair of silos, and that a silo which stands still for longer than the
/// limits (a paused VM, a machine that swaps) is evicted and must be started again. All silos of a cluster have the same.
/// </summary>
public sealed class MembershipOptions
{
    /// <summary>
    /// How often a silo is probed, and how long an answer may take. Defaults to 1 s. The three probe timeouts of Orleans are all set to it: left alone, it
    /// adapts the timeout up to four times, and takes no vote against a silo for as long as <see cref="NumMissedProbesLimit"/> of those from a silo that has
    /// said something on its connection.
    /// </summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>After so many missed probes in a row a silo votes that the other is dead. Defaults to 3: one lost packet evicts nobody.</summary>
    public int NumMissedProbesLimit { get; set; } = 3;

    /// <summary>
    /// So many votes evict a silo. Defaults to 2, so that one silo with a broken network of its own evicts nobody; in a cluster of two, one is enough.
    /// </summary>
    public int NumVotesForDeathDeclaration { get; set; } = 2;

    /// <summary>
    /// How often each silo reads the membership again. Defaults to 10 s. Changes are told from silo to silo at once; this is for one that missed the telling.
    /// </summary>
    public TimeSpan TableRefreshTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often each silo writes that it is alive. Defaults to 5 s. A silo that starts must reach every active one; one that was silent for three such times
    /// it may evict alone, which is how the first silo after the failure of a whole cluster gets past those that do not return.
    /// </summary>
    public TimeSpan IAmAliveTablePublishTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a silo tries to join before its start fails. Defaults to 1 min, where Orleans has 5: it looks for silent silos at its start only, so one that
    /// started sooner than they count as silent fails, and succeeds when it is started again.
    /// </summary>
    public TimeSpan MaxJoinAttemptTime { get; set; } = TimeSpan.FromMinutes(1);
}
