namespace ShuffleOrleans.Gateway;

/// <summary>Settings of the HTTP face of a node. Addresses and certificates are the host's matter.</summary>
public sealed class ShuffleGatewayOptions
{
    /// <summary>
    /// The largest request body in bytes. Defaults to 1 MiB: a full batch of 1000 partition attempts takes about a quarter. A larger body is refused before
    /// it is read.
    /// </summary>
    public long MaxRequestBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// With it, whoever sends it as <c>Authorization: Bearer</c> may change things: release, exclude, verify, set log levels. Null, the default: nobody may.
    /// 16 to 256 printable characters without blanks.
    /// </summary>
    public string? AdminToken { get; set; }

    /// <summary>
    /// With it, every request below <c>/v1</c> and <c>/metrics</c> needs it or the admin token, also the engine's. Null, the default: reading is open. 16 to
    /// 256 printable characters without blanks.
    /// </summary>
    public string? ReadToken { get; set; }

    /// <summary>How long one worker may take to answer what it alone knows; then it is named as missing. 0.1 s to 1 min; defaults to 5 s.</summary>
    public TimeSpan WorkerAnswerTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a check of a partition may take; it goes on in the worker and is remembered there. 1 s to 1 h; defaults to 1 min.</summary>
    public TimeSpan VerificationTimeout { get; set; } = TimeSpan.FromMinutes(1);

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
