using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;

namespace ShuffleOrleans.Client.ControlPlane;

/// <summary>One call of the control API, from which the request of every attempt is made anew: a request message can be sent only once.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query, relative to the service's address.</param>
/// <param name="NewContent">Makes the body, or null if the call has none.</param>
/// <param name="Patience">How long the service may take on purpose: the waiting time of a long poll.</param>
internal sealed record ControlCall(HttpMethod Method, string Path, Func<HttpContent>? NewContent = null, TimeSpan Patience = default)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>A call with a JSON body.</summary>
    public static ControlCall WithBody<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type)
        => new(method, path, () => JsonContent.Create(body, type, Json));

    public HttpRequestMessage NewRequest(Uri root) => new(Method, new Uri(root, Path)) { Content = NewContent?.Invoke() };
}
