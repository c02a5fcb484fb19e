using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems;

/// <summary>One client process's connection to a server, used for several exchanges after each other: a warm-up, then what is measured.</summary>
public interface IShuffleClient : IAsyncDisposable
{
    /// <summary>Prepares one exchange, outside of the clock: names, registration.</summary>
    /// <param name="plan">Which, and this client's part in it.</param>
    /// <param name="data">The bytes of the producers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IExchange> BeginAsync(ExchangePlan plan, ShapeData data, CancellationToken cancellationToken);
}
