using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>Counts attempts by state. For one thread.</summary>
internal sealed class StateTally
{
    private readonly int[] _counts = new int[(int)PartitionState.Lost + 1];

    public void Add(PartitionState state) => _counts[(int)state]++;

    public StateCounts ToCounts() => new(
        Of(PartitionState.Allocated),
        Of(PartitionState.Writing),
        Of(PartitionState.Committed),
        Of(PartitionState.Releasing),
        Of(PartitionState.Failed),
        Of(PartitionState.Lost));

    /// <summary>Counts of disjoint sets of attempts together.</summary>
    public static StateCounts Sum(IEnumerable<StateCounts> parts) => parts.Aggregate(
        new StateCounts(0, 0, 0, 0, 0, 0),
        static (sum, part) => new StateCounts(
            sum.Allocated + part.Allocated,
            sum.Writing + part.Writing,
            sum.Committed + part.Committed,
            sum.Releasing + part.Releasing,
            sum.Failed + part.Failed,
            sum.Lost + part.Lost));

    private int Of(PartitionState state) => _counts[(int)state];
}
