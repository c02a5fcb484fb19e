namespace ShuffleOrleans.Tests.Cluster.Processes;

/// <summary>One cluster of processes at a time, and nothing beside it: two of them on a small machine evict each other's silos for being slow.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessesCollection
{
    public const string Name = "Processes";
}
