namespace ShuffleOrleans.Benchmarks.Cluster.Report;

/// <summary>One line of the report: the medians of the rounds.</summary>
internal sealed record ReportRow(
    string System, string Scenario, double CallsPerSecond, double P50Milliseconds, double P99Milliseconds, double MaxMilliseconds, double Seconds);
