namespace ShuffleOrleans.Protocol.Ids;

/// <summary>
/// How the subpartitions of a data set with reduce partitions are divided among the workers that hold them: contiguous ranges, in the order of the locations,
/// as equal as possible. Share <c>s</c> of <c>n</c> begins at <c>s * subpartitions / n</c>, rounded down.
/// </summary>
public static class SubpartitionShares
{
    /// <summary>The subpartitions of one share.</summary>
    /// <param name="subpartitionCount">How many there are in all, at least <paramref name="shareCount"/>.</param>
    /// <param name="shareCount">How many shares, at least 1.</param>
    /// <param name="share">Which one, from 0.</param>
    public static SubpartitionRange RangeOf(int subpartitionCount, int shareCount, int share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shareCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(subpartitionCount, shareCount);
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(share, shareCount);
        return new SubpartitionRange(Start(subpartitionCount, shareCount, share), Start(subpartitionCount, shareCount, share + 1) - 1);
    }

    /// <summary>The share that a subpartition belongs to.</summary>
    public static int ShareOf(int subpartitionCount, int shareCount, int subpartition)
    {
        int share = (int)((long)subpartition * shareCount / subpartitionCount);
        while (share + 1 < shareCount && Start(subpartitionCount, shareCount, share + 1) <= subpartition)
        {
            share++;
        }

        return share;
    }

    private static int Start(int subpartitionCount, int shareCount, int share) => (int)((long)share * subpartitionCount / shareCount);
}
