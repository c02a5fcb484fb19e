namespace ShuffleOrleans.Gateway.Hosting;

/// <summary>
/// What a node's configuration can say of its gateway: <c>Shuffle:Gateway</c>. What is null stays as <see cref="ShuffleGatewayOptions"/> has it.
/// </summary>
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

    /// <summary>The largest request body in bytes.</summary>
    public long? MaxRequestBodyBytes { get; set; }

    /// <summary>Whether the dashboard is served.</summary>
    public bool? Dashboard { get; set; }

    /// <summary>The addresses one by one.</summary>
    public string[] UrlList => Urls.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Says what was configured.</summary>
    public void ApplyTo(ShuffleGatewayOptions options)
    {
        options.AdminToken = AdminToken;
        options.ReadToken = ReadToken;
        options.MaxRequestBodyBytes = MaxRequestBodyBytes ?? options.MaxRequestBodyBytes;
        options.Dashboard = Dashboard ?? options.Dashboard;
    }
}
