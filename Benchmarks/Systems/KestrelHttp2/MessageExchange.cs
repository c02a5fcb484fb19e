using System.Buffers;
using System.Net;
using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Benchmarks.Systems.Http;

namespace ShuffleOrleans.Benchmarks.Systems.KestrelHttp2;

/// <summary>One client's part of an exchange over streams of messages. A producer is committed when its stream is answered.</summary>
internal sealed class MessageExchange : IExchange
{
    // What a consumer hands to each read of its stream.
    private const int ReadBytes = 256 * 1024;

    private readonly HttpMessageInvoker _http;
    private readonly Uri _exchange;
    private readonly ExchangePlan _plan;
    private readonly ShapeData _data;
    private readonly SortedPieces _output;

    public MessageExchange(HttpMessageInvoker http, Uri server, ExchangePlan plan, ShapeData data)
    {
        _http = http;
        _exchange = new Uri(server, $"{plan.Exchange}/{(plan.Shape.IsReduce ? "reduce" : "map")}/");
        _plan = plan;
        _data = data;
        _output = new SortedPieces(plan.Shape);
    }

    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        await Slots.RunAsync(_plan, _plan.Producers, ProduceAsync, cancellationToken);
        return "";
    }

    public async Task<long> ReadAsync(IReadOnlyList<string> written, CancellationToken cancellationToken)
    {
        long bytes = 0;
        await Slots.RunAsync(
            _plan, _plan.Consumers, async (consumer, token) => Interlocked.Add(ref bytes, await ConsumeAsync(consumer, token)), cancellationToken);
        return bytes;
    }

    public async ValueTask DisposeAsync()
    {
        // One client speaks for all: the runner releases an exchange when everybody is done with it.
        if (_plan.Client == 0)
        {
            using HttpRequestMessage request = Request(HttpMethod.Delete, 0);
            using HttpResponseMessage response = await _http.SendAsync(request, CancellationToken.None);
            response.EnsureSuccessStatusCode();
        }
    }

    private async ValueTask ProduceAsync(int producer, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Request(HttpMethod.Post, producer);
        request.Content = new MessageContent(_output, _data, producer);
        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private async ValueTask<long> ConsumeAsync(int consumer, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Request(HttpMethod.Get, consumer);
        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        MessageCounter messages = new(consumer);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            for (int read = await body.ReadAsync(buffer, cancellationToken); read > 0; read = await body.ReadAsync(buffer, cancellationToken))
            {
                messages.Take(buffer.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return messages.Finish();
    }

    private HttpRequestMessage Request(HttpMethod method, int task) => new(method, new Uri(_exchange, $"{task}"))
    {
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };
}
