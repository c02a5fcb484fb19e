namespace ShuffleOrleans.ControlPlane.Assignment;

/// <summary>The worker that holds the fewest partitions; among equals the first by id.</summary>
internal sealed class FewestPartitionsStrategy : IAssignmentStrategy
{
    public const string StrategyName = "fewest-partitions";

    public string Name => StrategyName;

    public WorkerCandidate Choose(IReadOnlyList<WorkerCandidate> candidates, string? producerHost) => candidates.MinBy(candidate => candidate.HeldPartitions)!;
}
