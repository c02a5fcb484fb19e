namespace ShuffleOrleans.Gateway.Metrics;

/// <summary>A distribution: how many values fell into each bucket, and their sum.</summary>
internal sealed class HistogramSeries : Series
{
    private readonly Lock _lock = new();
    private readonly double[] _bounds;
    private readonly long[] _counts;
    private readonly string[] _bucketLabels;
    private double _sum;

    /// <param name="labels">Its labels.</param>
    /// <param name="bounds">Upper bounds, ascending; the last bucket has none.</param>
    public HistogramSeries(string labels, double[] bounds)
        : base(labels)
    {
        _bounds = bounds;
        _counts = new long[bounds.Length + 1];
        string separator = labels.Length > 0 ? "," : "";
        _bucketLabels = [.. bounds.Append(double.PositiveInfinity).Select(bound => $"{labels}{separator}le=\"{PrometheusText.Number(bound)}\"")];
    }

    public override void Add(double value)
    {
        if (double.IsNaN(value))
        {
            return;
        }

        int bucket = Array.BinarySearch(_bounds, value);
        lock (_lock)
        {
            _counts[bucket >= 0 ? bucket : ~bucket]++;
            _sum += value;
        }
    }

    public override void Write(PrometheusText text, string name)
    {
        long[] counts;
        double sum;
        lock (_lock)
        {
            counts = [.. _counts];
            sum = _sum;
        }

        long soFar = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            soFar += counts[i];
            text.Sample($"{name}_bucket", _bucketLabels[i], soFar);
        }

        text.Sample($"{name}_sum", Labels, sum);
        text.Sample($"{name}_count", Labels, soFar);
    }
}
