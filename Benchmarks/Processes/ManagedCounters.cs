using System.Runtime;

namespace ShuffleOrleans.Benchmarks.Processes;

/// <summary>
/// What the runtime of a .NET process counts of its heap and its compiler, since its start or over a phase. Crosses between processes as JSON.
/// </summary>
/// <param name="AllocatedBytes">Allocated on the managed heap.</param>
/// <param name="Gen0">Collections of generation 0, and so on.</param>
/// <param name="Gen1">Collections of generation 1.</param>
/// <param name="Gen2">Collections of generation 2.</param>
/// <param name="CompiledMethods">Methods compiled, each time they were: a process that is warm compiles none.</param>
public sealed record ManagedCounters(long AllocatedBytes, int Gen0, int Gen1, int Gen2, long CompiledMethods)
{
    /// <summary>Those of this process. Exact: it stops the threads for a moment.</summary>
    internal static ManagedCounters Read() =>
        new(GC.GetTotalAllocatedBytes(precise: true), GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2), JitInfo.GetCompiledMethodCount());

    /// <summary>What came since.</summary>
    internal ManagedCounters Since(ManagedCounters earlier) =>
        new(AllocatedBytes - earlier.AllocatedBytes, Gen0 - earlier.Gen0, Gen1 - earlier.Gen1, Gen2 - earlier.Gen2, CompiledMethods - earlier.CompiledMethods);

    /// <summary>Both together.</summary>
    internal ManagedCounters Plus(ManagedCounters other) =>
        new(AllocatedBytes + other.AllocatedBytes, Gen0 + other.Gen0, Gen1 + other.Gen1, Gen2 + other.Gen2, CompiledMethods + other.CompiledMethods);
}
