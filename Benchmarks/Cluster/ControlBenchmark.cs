using ShuffleOrleans.Benchmarks.Cluster.Planes;
using ShuffleOrleans.Benchmarks.Cluster.Report;
using ShuffleOrleans.Benchmarks.Cluster.Scenarios;
using ShuffleOrleans.Benchmarks.Control.Planes;
using ShuffleOrleans.Benchmarks.Control.Scenarios;
using ShuffleOrleans.Benchmarks.Control.Times;

namespace ShuffleOrleans.Benchmarks.Cluster;

/// <summary>The whole run: both planes are up all the time; each scenario is measured on one and then on the other, round after round.</summary>
internal static class ControlBenchmark
{
    private const int ExitOk = 0;
    private const int ExitNoCluster = 1;

    public static async Task<int> RunAsync(BenchmarkPlan plan, CancellationToken cancellationToken)
    {
        await using EmbeddedPlane embedded = await EmbeddedPlane.StartAsync(plan.Silos, cancellationToken);
        await using ClusterPlane cluster = new();
        if (await cluster.StartAsync(plan.Silos, cancellationToken) is { } problem)
        {
            Console.Error.WriteLine($"shuffle: {problem}");
            return ExitNoCluster;
        }

        Measurements measurements = new();
        for (int round = 1; round <= plan.Rounds; round++)
        {
            foreach (IScenario scenario in ScenariosOf(plan))
            {
                foreach (IMeasuredPlane plane in new IMeasuredPlane[] { embedded, cluster })
                {
                    CallMeasurement measurement = await scenario.MeasureAsync(plane.ControlPlane, cancellationToken);
                    measurements.Add(plane.Name, scenario.Name, measurement);
                    Console.Error.WriteLine($"round {round}, {scenario.Name}, {plane.Name}: {measurement}");
                }
            }
        }

        measurements.Print(plan);
        return ExitOk;
    }

    private static IScenario[] ScenariosOf(BenchmarkPlan plan) =>
    [
        new AllocationScenario("one caller, 1 partition a call", callers: 1, plan.Calls / 2, partitionsPerCall: 1),
        new AllocationScenario("16 jobs, 1 partition a call", callers: 16, plan.Calls / 16 * 4, partitionsPerCall: 1),
        new AllocationScenario("16 jobs, 100 partitions a call", callers: 16, Math.Max(1, plan.Calls / 160), partitionsPerCall: 100),
        new LargeJobScenario(plan.Partitions),
        new ManyJobsScenario(plan.Jobs),
    ];
}
