namespace ShuffleOrleans.Silo.Cluster;

/// <summary>Where a cluster keeps who belongs to it, the state of its grains and their reminders.</summary>
public enum ClusterProvider
{
    /// <summary>In the memory of silos on one machine, for development: nothing survives.</summary>
    Localhost,

    /// <summary>In Redis.</summary>
    Redis,

    /// <summary>In a relational database over ADO.NET; PostgreSQL unless configured otherwise.</summary>
    AdoNet,
}
