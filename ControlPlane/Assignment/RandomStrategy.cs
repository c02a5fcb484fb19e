namespace ShuffleOrleans.ControlPlane.Assignment;

/// <summary>Any worker, all alike.</summary>
/// <param name="random">Where chance comes from; a seeded one gives the same choices again.</param>
internal sealed class RandomStrategy(Random random) : IAssignmentStrategy
{
    public const string StrategyName = "random";

    public string Name => StrategyName;

    public WorkerCandidate Choose(IReadOnlyList<WorkerCandidate> candidates, string? producerHost) => candidates[random.Next(candidates.Count)];
}
