namespace ShuffleOrleans.Gateway.Telemetry;

/// <summary>The meters whose instruments monitoring systems are told of.</summary>
internal static class ShownMeters
{
    /// <summary>All of ours, as OpenTelemetry writes it.</summary>
    public const string Ours = $"{Prefix}*";

    private const string Prefix = "ShuffleOrleans.";

    /// <summary>Meters of the platform that are shown beside ours.</summary>
    public static readonly string[] OfThePlatform = ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    public static bool Include(string meter) => meter.StartsWith(Prefix, StringComparison.Ordinal) || OfThePlatform.Contains(meter);
}
