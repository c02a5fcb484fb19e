using System.Globalization;
using ShuffleOrleans.Benchmarks.Processes;
using ShuffleOrleans.Benchmarks.Report;
using ShuffleOrleans.Benchmarks.Roles;
using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Benchmarks.Systems;

namespace ShuffleOrleans.Benchmarks.Shuffle;

/// <summary>Measures one exchange: starts everything, warms it up, takes the exchange that counts, ends everything.</summary>
internal sealed class ExchangeMeasurer(ShufflePlan plan)
{
    private const double WarmUpShare = 1.0 / 8;
    private const int MaxSettles = 3;

    // The runtime queues hot methods, once nothing new was called for 100 ms, and compiles them in the background; the server deletes what was released.
    private static readonly TimeSpan SettleTime = TimeSpan.FromMilliseconds(150);

    public async Task<Measurement> MeasureAsync(ISystemUnderTest system, ShuffleShape shape, int round, CancellationToken cancellationToken)
    {
        await using ExchangeRun run = await ExchangeRun.StartAsync(system, shape, plan, cancellationToken);
        await WarmUpAsync(run, shape, cancellationToken);
        FreshMemory.Touch(plan.Directory, shape.Bytes);
        await run.BeginAsync("measured", shape, cancellationToken);
        run.WorkerMeter?.ResetPeak();
        run.ClientMeter.ResetPeak();
        (PhaseCost write, ClientAnswer[] written) = await run.WriteAsync(cancellationToken);
        PhaseCost read = await run.ReadAsync(written, shape, cancellationToken);
        Measurement measurement = new(
            system.Name, shape.Name, round, shape.Bytes, write, read, run.WorkerMeter?.PeakResidentBytes(), run.ClientMeter.PeakResidentBytes());
        await run.EndExchangeAsync(cancellationToken);
        return measurement;
    }

    /// <summary>The same exchange once more, slowed by the counting.</summary>
    public async Task<SystemCalls> CountCallsAsync(ISystemUnderTest system, ShuffleShape shape, CancellationToken cancellationToken)
    {
        await using ExchangeRun run = await ExchangeRun.StartAsync(system, shape, plan, cancellationToken);
        await WarmUpAsync(run, shape, cancellationToken);
        await run.BeginAsync("counted", shape, cancellationToken);
        await using SystemCallCounter? clients = await SystemCallCounter.TryStartAsync(run.ClientMeter.ProcessIds, cancellationToken);
        await using SystemCallCounter? worker = await SystemCallCounter.TryStartAsync(run.WorkerMeter?.ProcessIds ?? [], cancellationToken);
        (_, ClientAnswer[] written) = await run.WriteAsync(cancellationToken);
        await run.ReadAsync(written, shape, cancellationToken);
        double gigabytes = shape.Bytes / 1e9;
        SystemCalls calls = new(
            system.Name,
            shape.Name,
            clients is null ? null : await clients.StopAsync() / gigabytes,
            worker is null ? null : await worker.StopAsync() / gigabytes);
        await run.EndExchangeAsync(cancellationToken);
        return calls;
    }

    private async Task WarmUpAsync(ExchangeRun run, ShuffleShape shape, CancellationToken cancellationToken)
    {
        ShuffleShape small = ShapeScale.Of(shape, WarmUpShare);
        WarmUp warmUp = new(plan.WarmUps);
        for (int i = 0; !warmUp.IsOver; i++)
        {
            await run.BeginAsync(string.Create(CultureInfo.InvariantCulture, $"warmup{i}"), small, cancellationToken);
            (PhaseCost write, ClientAnswer[] written) = await run.WriteAsync(cancellationToken);
            PhaseCost read = await run.ReadAsync(written, small, cancellationToken);
            await run.EndExchangeAsync(cancellationToken);
            warmUp.Add(write.CompiledMethods + read.CompiledMethods);
            await SettleAsync(run, cancellationToken);
        }
    }

    // Until the compilers have nothing left to do: on a busy machine they need long for what they have queued.
    private static async Task SettleAsync(ExchangeRun run, CancellationToken cancellationToken)
    {
        long before = -1;
        long now = await run.CompiledMethodsAsync(cancellationToken);
        for (int i = 0; i < MaxSettles && now != before; i++)
        {
            await Task.Delay(SettleTime, cancellationToken);
            before = now;
            now = await run.CompiledMethodsAsync(cancellationToken);
        }
    }
}
