using Microsoft.AspNetCore.Http.Metadata;

namespace ShuffleOrleans.Gateway.Control;

/// <summary>Tells the server how many bytes of body it may read for an endpoint.</summary>
internal sealed class RequestBodyLimit(long bytes) : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => bytes;
}
