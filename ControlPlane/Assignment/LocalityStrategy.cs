namespace ShuffleOrleans.ControlPlane.Assignment;

/// <summary>A worker on the producer's own host, each in turn if there are several; where there is none, any worker in turn.</summary>
internal sealed class LocalityStrategy : IAssignmentStrategy
{
    public const string StrategyName = "locality";

    private readonly RoundRobinStrategy _near = new();
    private readonly RoundRobinStrategy _anywhere = new();

    public string Name => StrategyName;

    public WorkerCandidate Choose(IReadOnlyList<WorkerCandidate> candidates, string? producerHost)
    {
        WorkerCandidate[] near = [.. candidates.Where(candidate => string.Equals(candidate.Location.Host, producerHost, StringComparison.OrdinalIgnoreCase))];
        return near.Length > 0 ? _near.Choose(near, producerHost) : _anywhere.Choose(candidates, producerHost);
    }
}
