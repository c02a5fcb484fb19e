namespace ShuffleOrleans.ControlPlane.Assignment;

/// <summary>The strategies by name. Owned by the control plane; used from one thread at a time.</summary>
internal sealed class AssignmentStrategies
{
    private readonly Dictionary<string, IAssignmentStrategy> _byName;
    private readonly string _defaultName;

    public AssignmentStrategies(string defaultName, Random random)
    {
        IAssignmentStrategy[] all = [new RoundRobinStrategy(), new RandomStrategy(random), new FewestPartitionsStrategy(), new LocalityStrategy()];
        _byName = all.ToDictionary(strategy => strategy.Name, StringComparer.Ordinal);
        _defaultName = defaultName;
    }

    /// <summary>The names there are, for messages and validation.</summary>
    public static IReadOnlyList<string> KnownNames { get; } =
        [RoundRobinStrategy.StrategyName, RandomStrategy.StrategyName, FewestPartitionsStrategy.StrategyName, LocalityStrategy.StrategyName];

    /// <summary>The strategy of that name; of the service's own for null.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.InvalidRequest"/>: there is none of that name.</exception>
    public IAssignmentStrategy Get(string? name)
        => _byName.TryGetValue(name ?? _defaultName, out IAssignmentStrategy? strategy)
            ? strategy
            : throw new ShuffleException(
                ShuffleErrorCode.InvalidRequest, $"AssignmentStrategy '{name}' is not known. Known are: {string.Join(", ", KnownNames)}.");
}
