using Microsoft.Net.Http.Headers;

namespace ShuffleOrleans.Gateway.Dashboard;

/// <summary>One file of the dashboard, as it was built into this assembly.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Tag">Changes with its content.</param>
/// <param name="IsImmutable">Whether its name changes with its content, so that a browser need never ask again.</param>
internal sealed record DashboardFile(byte[] Content, string ContentType, EntityTagHeaderValue Tag, bool IsImmutable)
{
    public string CacheControl => IsImmutable ? "public, max-age=31536000, immutable" : "no-cache";
}
