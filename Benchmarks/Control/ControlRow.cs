using ShuffleOrleans.Benchmarks.Control.Times;
using ShuffleOrleans.Benchmarks.Report;

namespace ShuffleOrleans.Benchmarks.Control;

/// <summary>One line of the report: the medians of the rounds.</summary>
/// <param name="Plane">In process, or over HTTP.</param>
/// <param name="Jobs">How many jobs call at a time.</param>
/// <param name="PartitionsPerCall">New partitions in each call.</param>
/// <param name="AllocationsPerSecond">Partitions of all jobs.</param>
/// <param name="P50Milliseconds">Half of the calls took no longer.</param>
/// <param name="P99Milliseconds">99 of 100 calls took no longer.</param>
internal sealed record ControlRow(
    string Plane, int Jobs, int PartitionsPerCall, double AllocationsPerSecond, double P50Milliseconds, double P99Milliseconds)
{
    public static ControlRow Of(string plane, ControlLoad load, IReadOnlyList<CallMeasurement> rounds) => new(
        plane,
        load.Jobs,
        load.PartitionsPerCall,
        MedianOf(rounds, round => round.CallsPerSecond * load.PartitionsPerCall),
        MedianOf(rounds, round => round.P50Milliseconds),
        MedianOf(rounds, round => round.P99Milliseconds));

    private static double MedianOf(IReadOnlyList<CallMeasurement> rounds, Func<CallMeasurement, double> value) =>
        Median.Of(rounds.Select(round => (double?)value(round))) ?? 0;
}
