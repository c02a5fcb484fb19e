using ShuffleOrleans.Benchmarks.Processes;

namespace ShuffleOrleans.Benchmarks.Systems;

/// <summary>A running server. Disposing ends its processes.</summary>
public interface ISystemServer : IAsyncDisposable
{
    /// <summary>Whose CPU time and memory are the worker's; empty for a system without a server.</summary>
    IReadOnlyList<int> ProcessIds { get; }

    /// <summary>What clients are told.</summary>
    string Address { get; }

    /// <summary>The counters of its managed heap since its start; null if it has none, or does not tell.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ManagedCounters?> CountAsync(CancellationToken cancellationToken) => Task.FromResult<ManagedCounters?>(null);

    /// <summary>Managed bytes in use after a full collection; null if it has no managed heap, or does not tell.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task<long?> MeasureHeapAsync(CancellationToken cancellationToken) => Task.FromResult<long?>(null);
}
