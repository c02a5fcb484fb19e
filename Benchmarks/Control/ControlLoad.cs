using ShuffleOrleans.Benchmarks.Control.Scenarios;

namespace ShuffleOrleans.Benchmarks.Control;

/// <summary>How the control plane is asked.</summary>
/// <param name="Jobs">How many jobs call at a time, each one call after the other.</param>
/// <param name="PartitionsPerCall">New partitions in each call.</param>
internal sealed record ControlLoad(int Jobs, int PartitionsPerCall)
{
    // A call with a hundred partitions stands for this many of one.
    private const int CallsSaved = 10;

    public static IReadOnlyList<ControlLoad> All { get; } = [new(1, 1), new(16, 1), new(1, 100), new(16, 100)];

    public IScenario Scenario(int calls) => new AllocationScenario(
        $"jobs: {Jobs}, partitions a call: {PartitionsPerCall}", Jobs, Math.Max(1, calls / Jobs / (PartitionsPerCall > 1 ? CallsSaved : 1)), PartitionsPerCall);
}
