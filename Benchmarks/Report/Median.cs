namespace ShuffleOrleans.Benchmarks.Report;

/// <summary>The middle of some numbers. What was not measured does not count.</summary>
internal static class Median
{
    /// <returns>Null if nothing was measured.</returns>
    public static double? Of(IEnumerable<double?> values)
    {
        double[] sorted = [.. values.OfType<double>().Order()];
        if (sorted.Length == 0)
        {
            return null;
        }

        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
