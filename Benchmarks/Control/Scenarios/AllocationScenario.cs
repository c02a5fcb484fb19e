using ShuffleOrleans.Benchmarks.Control.Times;
using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.Benchmarks.Control.Scenarios;

/// <summary>Callers, each a job of its own, allocate partitions call after call.</summary>
/// <param name="name">For the report.</param>
/// <param name="callers">How many at a time.</param>
/// <param name="callsPerCaller">Calls of each.</param>
/// <param name="partitionsPerCall">New partitions in each call.</param>
internal sealed class AllocationScenario(string name, int callers, int callsPerCaller, int partitionsPerCall) : IScenario
{
    public string Name => name;

    public async Task<CallMeasurement> MeasureAsync(IShuffleControlPlane plane, CancellationToken cancellationToken)
    {
        BenchmarkJob[] jobs = [.. Enumerable.Range(0, callers).Select(_ => new BenchmarkJob(plane))];
        await Task.WhenAll(jobs.Select(job => job.RegisterAsync(cancellationToken)));
        CallTimes times = new();
        times.Start();
        await Task.WhenAll(jobs.Select(job => Task.Run(() => CallAsync(job, times, cancellationToken), cancellationToken)));
        CallMeasurement measurement = times.Finish();
        await Task.WhenAll(jobs.Select(job => job.EndAsync(cancellationToken)));
        return measurement;
    }

    private async Task CallAsync(BenchmarkJob job, CallTimes times, CancellationToken cancellationToken)
    {
        for (int call = 0; call < callsPerCaller; call++)
        {
            int first = call * partitionsPerCall;
            await times.TakeAsync(() => job.AllocateAsync(first, partitionsPerCall, cancellationToken));
        }
    }
}
