using System.Globalization;
using ShuffleOrleans.Benchmarks.Report;
using ShuffleOrleans.Benchmarks.Roles;
using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Benchmarks.Shuffle;
using ShuffleOrleans.Benchmarks.Systems;

namespace ShuffleOrleans.Benchmarks.Steady;

/// <summary>
/// The same processes under load for long: exchange after exchange, each released when it was read. What a single exchange cannot show: whether memory stays
/// where it is, whether the heap is ever collected, whether speed falls.
/// </summary>
internal sealed class SteadyBenchmark(ISystemUnderTest system, ShuffleShape shape, ShufflePlan plan, TimeSpan duration, TimeSpan interval)
{
    private const string Columns = "seconds  exchanges  GB/s  CPU-s/GB  MB alloc/GB  gen0  gen1  gen2  client MB  worker MB";

    /// <summary>Runs until the time is over and prints a line for each interval, the first of which is the warm-up's, and one for all others together.</summary>
    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await using ExchangeRun run = await ExchangeRun.StartAsync(system, shape, plan, cancellationToken);
        await output.WriteLineAsync(Columns);
        long started = TimeProvider.System.GetTimestamp();
        SteadyStretch all = SteadyStretch.Empty;
        int number = 0;
        while (true)
        {
            SteadyStretch stretch = SteadyStretch.Empty;
            long began = TimeProvider.System.GetTimestamp();
            while (TimeProvider.System.GetElapsedTime(began) < interval)
            {
                stretch = await ExchangeAsync(run, stretch, number++, cancellationToken);
            }

            TimeSpan elapsed = TimeProvider.System.GetElapsedTime(started);
            await output.WriteLineAsync(Line($"{elapsed.TotalSeconds:0}", stretch, run));
            if (number == stretch.Exchanges)
            {
                // What the processes touch and compile first is not theirs for good.
                run.ClientMeter.ResetPeak();
                run.WorkerMeter?.ResetPeak();
                started = TimeProvider.System.GetTimestamp();
                continue;
            }

            all = all.Plus(stretch);
            if (elapsed >= duration)
            {
                await output.WriteLineAsync(Line("all", all, run));
                return;
            }
        }
    }

    private async Task<SteadyStretch> ExchangeAsync(ExchangeRun run, SteadyStretch stretch, int number, CancellationToken cancellationToken)
    {
        await run.BeginAsync(string.Create(CultureInfo.InvariantCulture, $"steady{number}"), shape, cancellationToken);
        (PhaseCost write, ClientAnswer[] written) = await run.WriteAsync(cancellationToken);
        PhaseCost read = await run.ReadAsync(written, shape, cancellationToken);
        await run.EndExchangeAsync(cancellationToken);
        return stretch.With(shape.Bytes, write, read);
    }

    private static string Line(string when, SteadyStretch of, ExchangeRun run) => string.Create(
        CultureInfo.InvariantCulture,
        $"{when,7}  {of.Exchanges,9}  {of.BytesPerSecond / 1e9,4:0.00}  {of.CpuPerGB,8:0.00}  {of.AllocatedPerGB / 1e6,11:0.00}  "
        + $"{of.ClientHeap.Gen0 + of.WorkerHeap.Gen0,4}  {of.ClientHeap.Gen1 + of.WorkerHeap.Gen1,4}  {of.ClientHeap.Gen2 + of.WorkerHeap.Gen2,4}  "
        + $"{run.ClientMeter.PeakResidentBytes() / 1e6,9:0}  {(run.WorkerMeter?.PeakResidentBytes() ?? 0) / 1e6,9:0}");
}
