using System.Collections.Concurrent;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using ShuffleOrleans.Benchmarks.Systems.Http;

namespace ShuffleOrleans.Benchmarks.Systems.KestrelHttp2;

/// <summary>
/// The RPC service: <c>POST exchange/kind/producer</c> takes a stream of messages, <c>GET exchange/kind/consumer</c> gives one, <c>DELETE</c> of any forgets
/// the exchange. Used by all streams at once.
/// </summary>
internal sealed class MessageServer(string directory) : IDisposable
{
    // Small messages go out together.
    private const int FlushBytes = 128 * 1024;

    private readonly ConcurrentDictionary<string, MessageFiles> _exchanges = new();

    public void Dispose()
    {
        foreach (MessageFiles files in _exchanges.Values)
        {
            files.Dispose();
        }
    }

    public async Task HandleAsync(HttpContext context)
    {
        string[] path = context.Request.Path.Value!.Trim('/').Split('/');
        if (path is not [string exchange, string kind, string text] || !int.TryParse(text, out int task))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        switch (context.Request.Method)
        {
            case "POST":
                MessageFiles files = _exchanges.GetOrAdd(exchange, name => new MessageFiles(Path.Combine(directory, name), kind == "reduce"));
                await StreamOfMessages.SaveAsync(context.Request.BodyReader, files, task, context.RequestAborted);
                break;
            case "GET":
                await SendAsync(context.Response.BodyWriter, _exchanges[exchange], task, context.RequestAborted);
                break;
            case "DELETE":
                Release(exchange);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                break;
        }
    }

    private void Release(string exchange)
    {
        if (_exchanges.TryRemove(exchange, out MessageFiles? files))
        {
            files.Dispose();
        }
    }

    private static async Task SendAsync(PipeWriter body, MessageFiles files, int consumer, CancellationToken cancellationToken)
    {
        int unsent = 0;
        foreach (StoredPiece piece in files.PiecesOf(consumer))
        {
            new MessagePrefix(consumer, piece.Length).Write(body.GetSpan(MessagePrefix.Size));
            body.Advance(MessagePrefix.Size);
            for (int read = 0; read < piece.Length;)
            {
                int step = FileRange.Read(piece.File, piece.Offset + read, Math.Min(piece.Length - read, BlockPool.BlockBytes), body);
                read += step;
                unsent += step;
                if (unsent >= FlushBytes)
                {
                    await body.FlushAsync(cancellationToken);
                    unsent = 0;
                }
            }
        }
    }
}
