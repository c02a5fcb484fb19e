namespace ShuffleOrleans.Tests.Cluster.Partitions;

/// <summary>What a call to a group of partitions changes.</summary>
public enum GroupChange
{
    Allocation,
    Commit,
    Failure,
    Release,
    WorkerGone,
    End,
}
