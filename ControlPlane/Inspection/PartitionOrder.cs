using ShuffleOrleans.ControlPlane.Jobs;

namespace ShuffleOrleans.ControlPlane.Inspection;

/// <summary>The order of a list of attempts: by value, those without one last; by name where values are equal, or where there are none at all.</summary>
/// <param name="descending">Whether the values, or, where there are none at all, the names, are turned round.</param>
/// <param name="byName">Whether names alone decide.</param>
internal sealed class PartitionOrder(bool descending, bool byName) : IComparer<PartitionRank>
{
    public int Compare(PartitionRank x, PartitionRank y)
    {
        if (byName)
        {
            return descending ? ByName(y, x) : ByName(x, y);
        }

        int order = (x.Value, y.Value) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            ({ } a, { } b) => descending ? b.CompareTo(a) : a.CompareTo(b),
        };
        return order != 0 ? order : ByName(x, y);
    }

    private static int ByName(PartitionRank x, PartitionRank y)
    {
        int order = x.Attempt.Partition.Job.Value.CompareTo(y.Attempt.Partition.Job.Value);
        return order != 0 ? order : AttemptOrder.Instance.Compare(x.Attempt, y.Attempt);
    }
}
