namespace ShuffleOrleans.Gateway.Metrics;

/// <summary>What Prometheus knows an instrument as.</summary>
internal enum FamilyKind
{
    /// <summary>A sum that only grows.</summary>
    Counter,

    /// <summary>A value that goes up and down.</summary>
    Gauge,

    /// <summary>A distribution over buckets.</summary>
    Histogram,
}
