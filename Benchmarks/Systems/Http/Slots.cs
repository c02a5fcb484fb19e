namespace ShuffleOrleans.Benchmarks.Systems.Http;

/// <summary>How many producers or consumers of one client process run at a time; the others wait for a free slot, as tasks do.</summary>
internal static class Slots
{
    /// <summary>Slots of a client process.</summary>
    public const int Count = 4;

    /// <summary>Runs a task for each of them, as many at a time as there are slots.</summary>
    public static Task RunAsync(IEnumerable<int> tasks, Func<int, CancellationToken, ValueTask> run, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(tasks, new ParallelOptions { MaxDegreeOfParallelism = Count, CancellationToken = cancellationToken }, run);
}
