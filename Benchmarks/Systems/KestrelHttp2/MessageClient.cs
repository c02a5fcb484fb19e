using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Benchmarks.Systems.Http;

namespace ShuffleOrleans.Benchmarks.Systems.KestrelHttp2;

/// <summary>A client's connection, which all its streams share, as a gRPC channel's do.</summary>
internal sealed class MessageClient : IShuffleClient
{
    private const int StreamWindowBytes = 4 * 1024 * 1024;

    private readonly HttpMessageInvoker _http;
    private readonly Uri _server;

    public MessageClient(string address)
    {
        SocketsHttpHandler handler = HttpHandlers.Create();
        handler.InitialHttp2StreamWindowSize = StreamWindowBytes;
        _http = new HttpMessageInvoker(handler);
        _server = new Uri(address);
    }

    public Task<IExchange> BeginAsync(ExchangePlan plan, ShapeData data, CancellationToken cancellationToken) =>
        Task.FromResult<IExchange>(new MessageExchange(_http, _server, plan, data));

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
