using System.Globalization;

namespace ShuffleOrleans.Benchmarks.Control.Times;

/// <summary>What one scenario measured on one plane.</summary>
/// <param name="CallsPerSecond">All calls of the scenario, whatever kind.</param>
/// <param name="P50Milliseconds">Half of the calls took no longer.</param>
/// <param name="P99Milliseconds">99 of 100 calls took no longer.</param>
/// <param name="MaxMilliseconds">The longest call.</param>
/// <param name="Seconds">The whole scenario.</param>
internal sealed record CallMeasurement(double CallsPerSecond, double P50Milliseconds, double P99Milliseconds, double MaxMilliseconds, double Seconds)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{CallsPerSecond:F0} calls/s, p50 {P50Milliseconds:F2} ms, p99 {P99Milliseconds:F2} ms, max {MaxMilliseconds:F1} ms, {Seconds:F2} s in all");
}
