namespace ShuffleOrleans.Tests.TestKit.Allocations;

/// <summary>Counts what a piece of work allocates once it has run for a while: bytes, so it depends on no clock and no machine.</summary>
public static class SteadyState
{
    // Enough for pools and lists to have their size, and for code to be compiled.
    private const int WarmUpRuns = 100;

    /// <summary>Managed bytes that so many runs of the work allocate on this thread, after as many more as make it steady.</summary>
    public static long AllocatedBytes(Action work, int runs = 1000)
    {
        ArgumentNullException.ThrowIfNull(work);
        Run(work, WarmUpRuns);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(work, runs);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Run(Action work, int runs)
    {
        for (int i = 0; i < runs; i++)
        {
            work();
        }
    }
}
