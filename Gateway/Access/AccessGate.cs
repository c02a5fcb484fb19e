using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ShuffleOrleans.Gateway.Problems;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Gateway.Access;

/// <summary>
/// Stands before an endpoint: nothing of a request is looked at, neither its path's values nor its body, before its token is. Around it stands the boundary
/// that turns refusals into problems.
/// </summary>
internal sealed class AccessGate(AccessTokens tokens)
{
    /// <summary>The convention that puts the gate before an endpoint.</summary>
    public void Wrap(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is { } inner)
        {
            bool isChange = endpoint.Metadata.OfType<AdminOnly>().Any();
            endpoint.RequestDelegate = http => PassAsync(http, isChange, inner);
        }
    }

    private Task PassAsync(HttpContext http, bool isChange, RequestDelegate inner)
    {
        http.Response.Headers.CacheControl = "no-store";
        switch (tokens.Judge(http.Request.Headers[HeaderNames.Authorization], isChange))
        {
            case AccessVerdict.TokenNeeded:
                throw new RefusedException(
                    ShuffleErrorCode.AuthenticationFailed,
                    "This needs a token that is known here: send 'Authorization: Bearer <token>'.",
                    StatusCodes.Status401Unauthorized);
            case AccessVerdict.AdminNeeded:
                throw new RefusedException(
                    ShuffleErrorCode.AuthenticationFailed,
                    "This token allows to read only; a change needs the admin token.",
                    StatusCodes.Status403Forbidden);
            case AccessVerdict.ChangesDisabled:
                throw new RefusedException(
                    ShuffleErrorCode.AuthenticationFailed,
                    "Changes are disabled: this node has no admin token (Shuffle:Gateway:AdminToken).",
                    StatusCodes.Status403Forbidden)
                {
                    CodeName = "changes-disabled",
                };
            case AccessVerdict.Allowed when isChange && !http.Request.HasJsonContentType():
                throw new RefusedException(
                    ShuffleErrorCode.InvalidRequest,
                    "A change is sent with 'Content-Type: application/json'.",
                    StatusCodes.Status415UnsupportedMediaType);
            default:
                return inner(http);
        }
    }
}
