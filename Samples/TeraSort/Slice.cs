namespace ShuffleOrleans.Samples.TeraSort;

/// <summary>Cuts a number of items into almost equal consecutive slices.</summary>
internal static class Slice
{
    /// <returns>The first item of the slice, and the one after its last.</returns>
    public static (long First, long End) Of(long itemCount, int index, int sliceCount)
        => ((long)((Int128)itemCount * index / sliceCount), (long)((Int128)itemCount * (index + 1) / sliceCount));
}
