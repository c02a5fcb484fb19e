namespace ShuffleOrleans.Benchmarks.Systems;

/// <summary>One client's part of one exchange. Disposing releases its data on the server, outside of the clock.</summary>
public interface IExchange : IAsyncDisposable
{
    /// <summary>Inside the clock: all of this client's producers at once, until each of them is committed (whatever the system calls so).</summary>
    /// <returns>What consumers must be told, in the system's own words; may be empty.</returns>
    Task<string> WriteAsync(CancellationToken cancellationToken);

    /// <summary>Inside the clock: all of this client's consumers at once, until each has all its bytes.</summary>
    /// <param name="written">What each client's <see cref="WriteAsync"/> returned, by client.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many bytes of payload were read.</returns>
    Task<long> ReadAsync(IReadOnlyList<string> written, CancellationToken cancellationToken);
}
