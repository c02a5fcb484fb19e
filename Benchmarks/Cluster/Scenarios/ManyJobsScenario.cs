using ShuffleOrleans.Benchmarks.Control.Scenarios;
using ShuffleOrleans.Benchmarks.Control.Times;
using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.Benchmarks.Cluster.Scenarios;

/// <summary>Many jobs live at the same time: all register, then all allocate, then all send a heartbeat, then all end; so many calls at a time.</summary>
/// <param name="jobs">How many.</param>
internal sealed class ManyJobsScenario(int jobs) : IScenario
{
    private const int PartitionsPerJob = 10;
    private const int CallsAtATime = 100;

    public string Name => $"{jobs} jobs at a time: register, allocate {PartitionsPerJob}, heartbeat, end";

    public async Task<CallMeasurement> MeasureAsync(IShuffleControlPlane plane, CancellationToken cancellationToken)
    {
        BenchmarkJob[] all = [.. Enumerable.Range(0, jobs).Select(_ => new BenchmarkJob(plane))];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = CallsAtATime, CancellationToken = cancellationToken };
        CallTimes times = new();
        times.Start();
        Func<BenchmarkJob, Task>[] steps =
        [
            job => job.RegisterAsync(cancellationToken),
            job => job.AllocateAsync(0, PartitionsPerJob, cancellationToken),
            job => job.HeartbeatAsync(cancellationToken),
            job => job.EndAsync(cancellationToken),
        ];
        foreach (Func<BenchmarkJob, Task> step in steps)
        {
            await Parallel.ForEachAsync(all, parallel, async (job, _) => await times.TakeAsync(() => step(job)));
        }

        return times.Finish();
    }
}
