using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Tests.Cli.Harness;

/// <summary>
/// A server on a free loopback port that says what a test wants, also what no service of ours would say. It never delays, and never breaks a connection unless
/// an answer does.
/// </summary>
internal sealed class FakeService : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly WebApplication _app;

    private FakeService(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public IReadOnlyList<Received> Received => [.. _received];

    public static async Task<FakeService> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        FakeService service = new(app);
        app.Run(service.AnswerAsync);
        await app.StartAsync();
        return service;
    }

    /// <summary>What a request gets, by method and path: "GET /v1/cluster".</summary>
    public FakeService On(string request, Func<HttpContext, Task> answer)
    {
        _answers[request] = answer;
        return this;
    }

    public FakeService On<T>(string request, T value, JsonTypeInfo<T> type) => OnText(request, 200, "application/json", JsonSerializer.Serialize(value, type));

    public FakeService OnText(string request, int status, string contentType, string text) => On(request, http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        return http.Response.WriteAsync(text);
    });

    public FakeService OnProblem(string request, int status, string code, string title, string detail) => OnText(
        request, status, "application/problem+json",
        JsonSerializer.Serialize(new { type = "about:blank", title, status, detail, code, advice = "None" }));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using StreamReader body = new(http.Request.Body);
        _received.Enqueue(new Received(
            http.Request.Method, http.Request.Path + http.Request.QueryString, http.Request.Headers.Authorization, http.Request.Headers["Last-Event-ID"],
            await body.ReadToEndAsync()));
        if (_answers.TryGetValue($"{http.Request.Method} {http.Request.Path}", out Func<HttpContext, Task>? answer))
        {
            await answer(http);
        }
        else
        {
            http.Response.StatusCode = 404;
        }
    }
}
