using System.Globalization;
using ShuffleOrleans.Benchmarks.Report;
using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Benchmarks.Systems;

namespace ShuffleOrleans.Benchmarks.Shuffle;

/// <summary>
/// The whole run: inside a round the systems take turns on each shape, so that what changes on the machine changes for all of them. A measurement that fails is
/// reported and left out; the run goes on.
/// </summary>
internal sealed class ShuffleBenchmark(ShufflePlan plan, IReadOnlyList<ISystemUnderTest> systems, IReadOnlyList<ShuffleShape> shapes)
{
    private const string Ours = "shuffle";

    private readonly ExchangeMeasurer _measurer = new(plan);
    private readonly List<Measurement> _measurements = [];
    private readonly List<SystemCalls> _calls = [];
    private readonly List<string> _failures = [];

    public async Task<ShuffleReport> RunAsync(CancellationToken cancellationToken)
    {
        foreach (ISystemUnderTest missing in systems.Where(system => system.Missing is not null))
        {
            Say($"{missing.Name} is left out: {missing.Missing}");
        }

        for (int round = 1; round <= plan.Rounds; round++)
        {
            await EachAsync($"round {round}", round, (system, shape) => MeasureAsync(system, shape, round, cancellationToken), cancellationToken);
        }

        if (plan.SystemCalls)
        {
            await EachAsync("system calls", 1, (system, shape) => CountAsync(system, shape, cancellationToken), cancellationToken);
        }

        return Report();
    }

    private async Task EachAsync(string pass, int round, Func<ISystemUnderTest, ShuffleShape, Task<string>> measure, CancellationToken cancellationToken)
    {
        // Another one is the first in each round: what a system leaves behind is not always for the same one.
        ISystemUnderTest[] turn = [.. systems.Skip((round - 1) % systems.Count), .. systems.Take((round - 1) % systems.Count)];
        foreach (ShuffleShape shape in shapes)
        {
            foreach (ISystemUnderTest system in turn.Where(system => system.Missing is null && system.Takes(shape)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                string what = $"{pass}, {shape.Name}, {system.Name}";
                try
                {
                    Say($"{what}: {await measure(system, shape)}");
                }
                catch (Exception e) when (!cancellationToken.IsCancellationRequested)
                {
                    _failures.Add($"{what}: {e.Message}");
                    Say($"{what}: FAILED: {e}");
                }
            }
        }
    }

    private async Task<string> MeasureAsync(ISystemUnderTest system, ShuffleShape shape, int round, CancellationToken cancellationToken)
    {
        Measurement one = await _measurer.MeasureAsync(system, shape, round, cancellationToken);
        _measurements.Add(one);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"write {one.WriteBytesPerSecond / 1e9:0.00} GB/s, read {one.ReadBytesPerSecond / 1e9:0.00} GB/s, "
            + $"CPU-s/GB {one.CpuPerGB:0.00} (client {one.ClientCpuPerGB:0.00}, "
            + $"worker {one.WorkerCpuPerGB ?? 0:0.00}), {one.CompiledMethods} methods compiled");
    }

    private async Task<string> CountAsync(ISystemUnderTest system, ShuffleShape shape, CancellationToken cancellationToken)
    {
        SystemCalls calls = await _measurer.CountCallsAsync(system, shape, cancellationToken);
        _calls.Add(calls);
        return string.Create(CultureInfo.InvariantCulture, $"client {calls.ClientPerGB:0}, worker {calls.WorkerPerGB:0} a GB");
    }

    private ShuffleReport Report()
    {
        ReportRow[] rows = [.. _measurements
            .GroupBy(one => (one.Shape, one.System))
            .Select(rounds => ReportRow.Of([.. rounds], _calls.Find(calls => (calls.Shape, calls.System) == rounds.Key)))];
        SystemFacts[] facts = [.. systems.Select(system => new SystemFacts(system.Name, system.Description, system.Missing))];
        return new ShuffleReport(MachineFacts.Read(), plan, facts, shapes, rows, Ratios.Of(Ours, _measurements), _failures);
    }

    private static void Say(string line) => Console.Error.WriteLine(line);
}
