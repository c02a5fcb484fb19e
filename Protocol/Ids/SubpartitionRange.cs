namespace ShuffleOrleans.Protocol.Ids;

/// <summary>A contiguous, non-empty range of subpartitions, both ends included (Flink: ResultSubpartitionIndexSet).</summary>
/// <param name="First">First subpartition, from 0.</param>
/// <param name="Last">Last subpartition, not less than <paramref name="First"/>.</param>
public readonly record struct SubpartitionRange(int First, int Last)
{
    /// <summary>How many subpartitions the range covers.</summary>
    public int Count => Last - First + 1;

    /// <summary>The range of one subpartition.</summary>
    public static SubpartitionRange Single(int subpartition) => new(subpartition, subpartition);

    /// <summary>Whether the range is ordered, not negative and inside a partition of <paramref name="subpartitionCount"/> subpartitions.</summary>
    public bool IsInside(int subpartitionCount) => First >= 0 && First <= Last && Last < subpartitionCount;

    /// <summary>Whether <paramref name="subpartition"/> lies in the range.</summary>
    public bool Contains(int subpartition) => subpartition >= First && subpartition <= Last;

    /// <summary>Reads as "3" or "3-7".</summary>
    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}
