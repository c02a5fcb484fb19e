using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Tests.Gateway.Telemetry;

/// <summary>Takes what an OTLP exporter posts, and completes when a signal's bytes hold a text: names are readable in the protocol's bytes.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<(string Path, string Text)> _received = [];
    private readonly List<(string Path, string Text, TaskCompletionSource Came)> _wanted = [];
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<OtlpReceiver> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        OtlpReceiver receiver = new(builder.Build());
        receiver._app.MapPost("/v1/{signal}", receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Completes when a post to a path holds a text.</summary>
    public Task GotAsync(string path, string text)
    {
        lock (_lock)
        {
            TaskCompletionSource came = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_received.Exists(post => post.Path == path && post.Text.Contains(text, StringComparison.Ordinal)))
            {
                came.SetResult();
            }

            _wanted.Add((path, text, came));
            return came.Task;
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using MemoryStream body = new();
        await request.Body.CopyToAsync(body);
        string text = Encoding.Latin1.GetString(body.ToArray());
        lock (_lock)
        {
            _received.Add((request.Path, text));
            foreach ((_, _, TaskCompletionSource came) in _wanted.Where(wanted => wanted.Path == request.Path && text.Contains(wanted.Text, StringComparison.Ordinal)))
            {
                came.TrySetResult();
            }
        }

        return Results.Bytes([], "application/x-protobuf");
    }
}
