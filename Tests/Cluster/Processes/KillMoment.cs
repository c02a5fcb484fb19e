namespace ShuffleOrleans.Tests.Cluster.Processes;

/// <summary>Where in a job something happens to a silo.</summary>
public enum KillMoment
{
    /// <summary>Before the first task runs.</summary>
    Start,

    /// <summary>While partitions are written and committed.</summary>
    Map,

    /// <summary>While they are read.</summary>
    Reduce,

    /// <summary>When the last task has ended and the job is being ended.</summary>
    End,
}
