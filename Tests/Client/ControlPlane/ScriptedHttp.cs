using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Client.ControlPlane;

namespace ShuffleOrleans.Tests.Client.ControlPlane;

/// <summary>A control plane client whose requests arrive at the test instead of a network.</summary>
internal sealed class ScriptedHttp : HttpMessageHandler
{
    private readonly HttpClient _client;

    public ScriptedHttp(Action<HttpShuffleControlPlaneOptions>? configure = null, string address = "http://service.test:8080")
    {
        var options = new HttpShuffleControlPlaneOptions();
        configure?.Invoke(options);
        _client = new HttpClient(this) { BaseAddress = new Uri(address), Timeout = Timeout.InfiniteTimeSpan };
        ControlPlane = new HttpShuffleControlPlane(_client, options, Time, new Random(7), NullLogger<HttpShuffleControlPlane>.Instance);
    }

    public ManualTimeProvider Time { get; } = new();

    public HttpShuffleControlPlane ControlPlane { get; }

    public ScriptedCalls<HttpRequestMessage, HttpResponseMessage> Requests { get; } = new();

    public static HttpResponseMessage Answer(HttpStatusCode status, string body = "", string mediaType = "application/json")
        => new(status) { Content = new StringContent(body, Encoding.UTF8, mediaType) };

    public static HttpResponseMessage Problem(HttpStatusCode status, string code)
        => Answer(status, $$"""{"title":"t","status":{{(int)status}},"detail":"because","code":"{{code}}","advice":"Never"}""", "application/problem+json");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        => Requests.ArriveAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _client.Dispose();
        }

        base.Dispose(disposing);
    }
}
