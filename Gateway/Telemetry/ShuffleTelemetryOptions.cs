using System.ComponentModel.DataAnnotations;

namespace ShuffleOrleans.Gateway.Telemetry;

/// <summary>What a node tells monitoring systems: <c>Shuffle:Telemetry</c>.</summary>
public sealed class ShuffleTelemetryOptions
{
    /// <summary>
    /// The most series on the metrics page, histograms counted as one; 100 to 100,000. Defaults to 5000, some ten times what a node with many disks needs. What is
    /// measured beyond it is dropped and counted in <c>shuffle_telemetry_dropped_measurements_total</c>.
    /// </summary>
    [Range(100, 100_000)]
    public int MaxSeries { get; set; } = 5000;

    /// <summary>
    /// Where metrics and traces are sent to, an OTLP receiver such as <c>http://127.0.0.1:4318</c> (OTLP over HTTP; each signal's path is added). Null, the
    /// default, takes the environment's <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; without that nothing is sent.
    /// </summary>
    public string? OtlpEndpoint { get; set; }

    /// <summary>How often metrics are sent. 1 s to 10 min; defaults to 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan OtlpInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Which share of traces that begin here is recorded, 0 to 1. Defaults to 1; a trace that began elsewhere keeps what was decided there.</summary>
    [Range(0.0, 1.0)]
    public double TraceRatio { get; set; } = 1;
}
