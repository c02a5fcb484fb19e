using ShuffleOrleans.Tests.Client.ControlPlane;

namespace ShuffleOrleans.Tests.Client.SteadyState;

/// <summary>Counts what the process allocates while something runs.</summary>
internal static class Allocated
{
    private const int Runs = 3;

    /// <summary>Runs it once to warm up, then several times.</summary>
    /// <param name="run">Off the tests' own scheduling, which allocates.</param>
    /// <returns>Bytes of the run that allocated least: what others of the process allocate now and then is not in each.</returns>
    public static async Task<long> LeastOfAsync(Func<Task> run)
    {
        await Task.Run(run).WaitAsync(Patience.Limit);
        long least = long.MaxValue;
        for (int i = 0; i < Runs; i++)
        {
            least = Math.Min(least, await Task.Run(() => CountAsync(run)).WaitAsync(Patience.Limit));
        }

        return least;
    }

    private static async Task<long> CountAsync(Func<Task> run)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await run();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
