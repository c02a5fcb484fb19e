using Microsoft.AspNetCore.Http;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Gateway.Problems;

/// <summary>A request under <c>/v1</c> that no endpoint takes: wrong path, wrong method or a body that is not JSON. Answered with 404.</summary>
internal sealed class UnknownResourceException(string message) : ShuffleException(ShuffleErrorCode.InvalidRequest, message)
{
    public static UnknownResourceException For(HttpRequest request)
    {
        string body = request.ContentType is { } type ? $" with a body of type {type}" : "";
        return new($"Nothing here answers {request.Method} {request.Path}{body}; /openapi/v1.json lists what does.");
    }
}
