using ShuffleOrleans.Benchmarks.Shuffle;

namespace ShuffleOrleans.Benchmarks.Growth;

/// <summary>How large it becomes.</summary>
/// <param name="Bytes">Bytes of each exchange.</param>
/// <param name="MaxStored">The most partitions that are stored in files.</param>
/// <param name="MaxAllocated">The most partitions that the control plane knows.</param>
/// <param name="WarmUps">The most small exchanges before each one that counts.</param>
/// <param name="Directory">Where servers get their folders.</param>
internal sealed record GrowthPlan(long Bytes, long MaxStored, long MaxAllocated, int WarmUps, string Directory)
{
    /// <summary>How one exchange is run.</summary>
    public ShufflePlan Exchange(int clients, int slots) => new(1, clients, slots, WarmUps, 1, Directory, SystemCalls: false);

    /// <summary>Powers of ten up to a limit.</summary>
    public static IReadOnlyList<long> Decades(long first, long last)
    {
        List<long> decades = [];
        for (long x = first; x <= last; x *= 10)
        {
            decades.Add(x);
        }

        return decades;
    }
}
