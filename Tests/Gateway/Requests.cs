using System.Text;
using System.Text.Json;
using ShuffleOrleans.Protocol.ControlPlane.Http;

namespace ShuffleOrleans.Tests.Gateway;

/// <summary>Raw requests, as a client that is not ours sends them.</summary>
internal static class Requests
{
    public static string HeartbeatPath => $"/v1/control/jobs/{Samples.Job}/heartbeat";

    public static Task<HttpResponseMessage> HeartbeatAsync(GatewayHost host)
        => SendAsync(host, HttpMethod.Post, HeartbeatPath, $$"""{"instance":"{{Samples.Instance}}"}""");

    public static async Task<HttpResponseMessage> SendAsync(
        GatewayHost host, HttpMethod method, string path, string? body = null, string mediaType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, mediaType);
        return await host.Http.SendAsync(request);
    }

    public static async Task<JsonElement> ReadProblemAsync(HttpResponseMessage response)
    {
        Assert.Equal(ControlProblem.ContentType, response.Content.Headers.ContentType?.MediaType);
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStreamAsync());
        return document.RootElement.Clone();
    }
}
