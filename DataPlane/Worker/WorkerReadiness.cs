namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>Decides whether a worker is ready for new partitions, and says for each part of it why not.</summary>
internal static class WorkerReadiness
{
    /// <summary>A writer that has waited so long for memory is not helped by more writers. Waits of seconds are what flow control is for.</summary>
    public static readonly TimeSpan LongWait = TimeSpan.FromSeconds(30);

    /// <param name="stopping">Whether it is stopping.</param>
    /// <param name="unheard">Why the control plane does not know it; null if it does.</param>
    /// <param name="disks">Why no directory takes partitions; null if one does.</param>
    /// <param name="memoryWait">The longest wait for memory that is going on.</param>
    /// <returns>The reasons, in the order of the parameters.</returns>
    public static IReadOnlyDictionary<string, string> ReasonsAgainst(bool stopping, string? unheard, string? disks, TimeSpan memoryWait)
    {
        OrderedDictionary<string, string> reasons = [];
        if (stopping)
        {
            reasons.Add("stopping", "The worker is stopping.");
        }

        if (unheard is not null)
        {
            reasons.Add("controlPlane", $"The control plane does not know the worker: {unheard}");
        }

        if (disks is not null)
        {
            reasons.Add("disks", disks);
        }

        if (memoryWait >= LongWait)
        {
            reasons.Add("memory", $"The memory budget is exhausted: somebody has waited for {memoryWait.TotalSeconds:0} s. The worker's ledger names the holders.");
        }

        return reasons;
    }
}
