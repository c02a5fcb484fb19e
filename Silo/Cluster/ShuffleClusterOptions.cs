namespace ShuffleOrleans.Silo.Cluster;

/// <summary>How a silo belongs to its cluster: <c>Shuffle:Cluster</c>.</summary>
public sealed class ShuffleClusterOptions
{
    /// <summary>Name of the cluster: silos and clients with the same find each other. Defaults to <c>shuffle</c>.</summary>
    public string ClusterId { get; set; } = "shuffle";

    /// <summary>Name under which state is stored; a cluster that is set up anew with the same one finds the state of the former. Defaults to <c>shuffle</c>.</summary>
    public string ServiceId { get; set; } = "shuffle";

    /// <summary>Where membership, state and reminders are kept. No default: what survives a failure is a choice.</summary>
    public ClusterProvider? Provider { get; set; }

    /// <summary>The Redis of the cluster, as StackExchange.Redis writes it: <c>host:6379,password=...,ssl=true</c>. Needed for Redis.</summary>
    public string? RedisConnectionString { get; set; }

    /// <summary>The ADO.NET provider. Defaults to <c>Npgsql</c> (PostgreSQL), the one driver that comes along.</summary>
    public string AdoNetInvariant { get; set; } = "Npgsql";

    /// <summary>The database of the cluster. Needed for ADO.NET.</summary>
    public string? AdoNetConnectionString { get; set; }

    /// <summary>
    /// IP address of this machine under which the other silos and Orleans clients reach it, and on which the silo listens for them. Defaults to 127.0.0.1:
    /// nothing is reachable from other machines unless configured.
    /// </summary>
    public string AdvertisedAddress { get; set; } = "127.0.0.1";

    /// <summary>TCP port for the other silos. Defaults to 11111.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>TCP port for Orleans clients. Defaults to 30000; 0 takes no clients.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>With <see cref="ClusterProvider.Localhost"/> and several silos: the silo port of the one that keeps the list. Defaults to this silo's own.</summary>
    public int? PrimarySiloPort { get; set; }

    /// <summary>How the failure of a silo is found.</summary>
    public MembershipOptions Membership { get; set; } = new();

    /// <summary>
    /// How long a call between silos may take. Defaults to 10 s, where Orleans has 30 s: a call to a silo that froze fails a little after its eviction instead
    /// of long after. Storage that stands still for longer fails calls that would have succeeded; they are repeated.
    /// </summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether this silo collects for Orleans' dashboard and shows it. Defaults to true; all silos of a cluster have the same.</summary>
    public bool Dashboard { get; set; } = true;

    /// <summary>Path of Orleans' dashboard on the gateway's HTTP address. Defaults to <c>/orleans</c>.</summary>
    public string DashboardPath { get; set; } = "/orleans";
}
