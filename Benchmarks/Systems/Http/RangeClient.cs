using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems.Http;

/// <summary>
/// A client of any HTTP/1.1 server that knows PUT, DELETE and GET of a byte range: a file for each producer, sorted by consumer, and a range of each file for
/// each consumer. One connection for each slot, kept open.
/// </summary>
internal sealed class RangeClient : IShuffleClient
{
    private readonly HttpMessageInvoker _http = new(HttpHandlers.Create());
    private readonly Uri _server;

    public RangeClient(string address) => _server = new Uri(address);

    public Task<IExchange> BeginAsync(ExchangePlan plan, ShapeData data, CancellationToken cancellationToken) =>
        Task.FromResult<IExchange>(new RangeExchange(_http, _server, plan, data));

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
