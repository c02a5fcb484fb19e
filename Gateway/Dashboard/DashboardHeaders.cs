using Microsoft.AspNetCore.Http;

namespace ShuffleOrleans.Gateway.Dashboard;

/// <summary>What every answer below the dashboard carries: nothing runs or loads but its own files, nobody frames it, no address leaks.</summary>
internal static class DashboardHeaders
{
    public const string Policy
        = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'";

    public static void Add(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
