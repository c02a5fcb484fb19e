namespace ShuffleOrleans.Benchmarks.Systems.Http;

/// <summary>Runs the tasks of one client, as many at a time as it has slots.</summary>
internal static class Slots
{
    /// <summary>Runs a task for each of some producers or consumers.</summary>
    public static Task RunAsync(ExchangePlan plan, IEnumerable<int> tasks, Func<int, CancellationToken, ValueTask> run, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(tasks, new ParallelOptions { MaxDegreeOfParallelism = plan.Slots, CancellationToken = cancellationToken }, run);
}
