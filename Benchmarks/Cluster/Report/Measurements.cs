using System.Globalization;
using System.Text.Json;
using ShuffleOrleans.Benchmarks.Control.Times;

namespace ShuffleOrleans.Benchmarks.Cluster.Report;

/// <summary>All that was measured, and the report of it: medians over the rounds, and the ratio of the two planes.</summary>
internal sealed class Measurements
{
    private readonly List<(string Plane, string Scenario, CallMeasurement Measurement)> _all = [];

    public void Add(string plane, string scenario, CallMeasurement measurement) => _all.Add((plane, scenario, measurement));

    public void Print(BenchmarkPlan plan)
    {
        ReportRow[] rows = [.. _all.GroupBy(entry => (entry.Plane, entry.Scenario)).Select(group => RowOf(group.Key, [.. group.Select(entry => entry.Measurement)]))];
        Dictionary<string, double> ratios = rows.GroupBy(row => row.Scenario).ToDictionary(
            scenario => scenario.Key,
            scenario => Of(scenario, "cluster").CallsPerSecond / Of(scenario, "embedded").CallsPerSecond);
        Console.WriteLine($"Medians of {plan.Rounds} rounds, {plan.Silos} silos, {Environment.ProcessorCount} processors.");
        foreach (ReportRow row in rows.OrderBy(row => row.Scenario, StringComparer.Ordinal))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Scenario,-70} {row.System,-9} {row.CallsPerSecond,9:F0} calls/s  p50 {row.P50Milliseconds,8:F2} ms  p99 {row.P99Milliseconds,8:F2} ms  max {row.MaxMilliseconds,8:F1} ms"));
        }

        if (plan.Json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { rows, clusterToEmbedded = ratios }, JsonSerializerOptions.Web));
        }
    }

    private static ReportRow Of(IEnumerable<ReportRow> rows, string system) => rows.Single(row => row.System == system);

    private static ReportRow RowOf((string Plane, string Scenario) key, IReadOnlyList<CallMeasurement> rounds) => new(
        key.Plane,
        key.Scenario,
        Median(rounds, round => round.CallsPerSecond),
        Median(rounds, round => round.P50Milliseconds),
        Median(rounds, round => round.P99Milliseconds),
        Median(rounds, round => round.MaxMilliseconds),
        Median(rounds, round => round.Seconds));

    private static double Median(IReadOnlyList<CallMeasurement> rounds, Func<CallMeasurement, double> value)
    {
        double[] sorted = [.. rounds.Select(value).Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
