using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems.Http;

/// <summary>One client's part of an exchange over PUT and GET of ranges. A producer is committed when its PUT is answered.</summary>
internal sealed class RangeExchange : IExchange
{
    // What a consumer hands to each read of a response.
    private const int ReadBytes = 1024 * 1024;

    private readonly HttpMessageInvoker _http;
    private readonly Uri _files;
    private readonly ExchangePlan _plan;
    private readonly ShapeData _data;
    private readonly SortedPieces _output;

    public RangeExchange(HttpMessageInvoker http, Uri server, ExchangePlan plan, ShapeData data)
    {
        _http = http;
        _files = new Uri(server, $"{plan.Exchange}/");
        _plan = plan;
        _data = data;
        _output = new SortedPieces(plan.Shape);
    }

    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        await Slots.RunAsync(_plan, _plan.Producers, PutAsync, cancellationToken);
        return "";
    }

    public async Task<long> ReadAsync(IReadOnlyList<string> written, CancellationToken cancellationToken)
    {
        long bytes = 0;
        await Slots.RunAsync(
            _plan, _plan.Consumers, async (consumer, token) => Interlocked.Add(ref bytes, await ConsumeAsync(consumer, token)), cancellationToken);
        return bytes;
    }

    public async ValueTask DisposeAsync() => await Slots.RunAsync(_plan, _plan.Producers, DeleteAsync, CancellationToken.None);

    private async ValueTask PutAsync(int producer, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Request(HttpMethod.Put, producer);
        request.Content = new SortedContent(_output, _data, producer);
        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private async ValueTask<long> ConsumeAsync(int consumer, CancellationToken cancellationToken)
    {
        if (_output.BytesFor(consumer) == 0)
        {
            return 0;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            long bytes = 0;
            for (int producer = 0; producer < _plan.Shape.Producers; producer++)
            {
                bytes += await GetRangeAsync(producer, consumer, buffer, cancellationToken);
            }

            return bytes;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask<long> GetRangeAsync(int producer, int consumer, byte[] buffer, CancellationToken cancellationToken)
    {
        long offset = _output.OffsetOf(consumer);
        using HttpRequestMessage request = Request(HttpMethod.Get, producer);
        request.Headers.Range = new RangeHeaderValue(offset, offset + _output.BytesFor(consumer) - 1);
        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.PartialContent)
        {
            throw new HttpRequestException($"GET {request.RequestUri} of {request.Headers.Range} was answered with {response.StatusCode}.");
        }

        using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await ResponseBody.CountAsync(body, buffer, cancellationToken);
    }

    private async ValueTask DeleteAsync(int producer, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Request(HttpMethod.Delete, producer);
        using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
        // A producer that never came to its PUT has nothing to delete.
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            response.EnsureSuccessStatusCode();
        }
    }

    private HttpRequestMessage Request(HttpMethod method, int producer) => new(method, new Uri(_files, $"{producer}"));
}
