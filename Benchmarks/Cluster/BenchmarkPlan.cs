namespace ShuffleOrleans.Benchmarks.Cluster;

/// <summary>What is measured.</summary>
/// <param name="Partitions">Partitions of the large job.</param>
/// <param name="Jobs">Concurrent jobs.</param>
/// <param name="Calls">Calls of each latency measurement.</param>
/// <param name="Silos">Silos of the cluster.</param>
/// <param name="Rounds">How often everything is measured.</param>
/// <param name="Json">Whether the report ends with one JSON object.</param>
internal sealed record BenchmarkPlan(int Partitions, int Jobs, int Calls, int Silos, int Rounds, bool Json);
