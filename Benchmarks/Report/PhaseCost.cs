using ShuffleOrleans.Benchmarks.Processes;

namespace ShuffleOrleans.Benchmarks.Report;

/// <summary>What writing or reading an exchange once took.</summary>
/// <param name="Seconds">Until the last task was done.</param>
/// <param name="ClientCpu">Of all client processes.</param>
/// <param name="WorkerCpu">Of the server; null without one.</param>
/// <param name="ClientHeap">Of all client processes.</param>
/// <param name="WorkerHeap">Of the server; null where it has none or does not tell.</param>
internal sealed record PhaseCost(double Seconds, CpuSeconds ClientCpu, CpuSeconds? WorkerCpu, ManagedCounters ClientHeap, ManagedCounters? WorkerHeap)
{
    /// <summary>Methods compiled meanwhile, by those that tell.</summary>
    public long CompiledMethods => ClientHeap.CompiledMethods + (WorkerHeap?.CompiledMethods ?? 0);
}
