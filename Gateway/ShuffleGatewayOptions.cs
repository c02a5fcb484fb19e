namespace ShuffleOrleans.Gateway;

/// <summary>Settings of the HTTP face of a node. Addresses and certificates are the host's matter.</summary>
public sealed class ShuffleGatewayOptions
{
    /// <summary>
    /// The largest request body in bytes. Defaults to 1 MiB: a full batch of 1000 partition attempts takes about a quarter. A larger body is refused before
    /// it is read.
    /// </summary>
    public long MaxRequestBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>How long a client is asked to wait before it repeats a call that failed for a passing reason. Whole seconds; defaults to 1 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether the dashboard is served at <c>/dashboard/</c>, to which <c>/</c> leads. Its files carry no data. Defaults to true.</summary>
    public bool Dashboard { get; set; } = true;

    /// <summary>
    /// Tells host and port of the worker in this process for <c>GET /v1/info</c>, or null while there is none. Called for every such request, from any
    /// thread.
    /// </summary>
    public Func<string?> DataEndpoint { get; set; } = static () => null;
}
