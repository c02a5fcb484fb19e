using System.Diagnostics.Metrics;

namespace ShuffleOrleans.DataPlane.Metrics;

/// <summary>Advice on the buckets of histograms, which whoever aggregates may follow.</summary>
internal static class Buckets
{
    /// <summary>From what memory does (0.1 ms) to what nobody waits for any more (1 min).</summary>
    public static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    };

    /// <summary>From 4 KiB to 16 GiB, by the factor 4.</summary>
    public static readonly InstrumentAdvice<long> Bytes = new()
    {
        HistogramBucketBoundaries = [.. Enumerable.Range(6, 12).Select(power => 1L << (2 * power))],
    };

    /// <summary>From 1 to 16,384, by the factor 4.</summary>
    public static readonly InstrumentAdvice<long> Counts = new()
    {
        HistogramBucketBoundaries = [.. Enumerable.Range(0, 8).Select(power => 1L << (2 * power))],
    };
}
