namespace ShuffleOrleans.ControlPlane.Assignment;

/// <summary>Each worker in turn. The turn goes by id, so that workers may come and go without upsetting it.</summary>
internal sealed class RoundRobinStrategy : IAssignmentStrategy
{
    public const string StrategyName = "round-robin";

    private Guid _last;

    public string Name => StrategyName;

    public WorkerCandidate Choose(IReadOnlyList<WorkerCandidate> candidates, string? producerHost)
    {
        WorkerCandidate next = candidates.FirstOrDefault(candidate => candidate.Location.Worker.Value.CompareTo(_last) > 0) ?? candidates[0];
        _last = next.Location.Worker.Value;
        return next;
    }
}
