namespace ShuffleOrleans.Standalone;

/// <summary>Settings of the gateway that are the host's: <c>Shuffle:Gateway</c>.</summary>
internal sealed class GatewayBinding
{
    /// <summary>
    /// Where the HTTP API listens; several are separated by semicolons. Defaults to <c>http://127.0.0.1:8090</c>: nothing is reachable from other machines
    /// unless configured.
    /// </summary>
    public string Urls { get; set; } = "http://127.0.0.1:8090";

    /// <summary>Who sends it may change things; null: nobody may.</summary>
    public string? AdminToken { get; set; }

    /// <summary>Who sends it, or the admin token, may read; null: everybody may.</summary>
    public string? ReadToken { get; set; }

    /// <summary>The largest request body in bytes; null for the gateway's own default.</summary>
    public long? MaxRequestBodyBytes { get; set; }
}
