using System.Diagnostics.CodeAnalysis;

namespace ShuffleOrleans.Client.Clusters;

/// <summary>
/// Where a cluster is found: by its list of members in Redis, <c>redis://host:port</c>, or by some of its nodes, <c>host:port,host:port</c> (the ports of their
/// Orleans gateways).
/// </summary>
public sealed record ClusterAddress
{
    /// <summary>The name that silos and clients use unless they are told another.</summary>
    public const string DefaultClusterId = "shuffle";

    private const string RedisScheme = "redis";

    private ClusterAddress(string? redis, IReadOnlyList<string> gateways) => (Redis, Gateways) = (redis, gateways);

    /// <summary>Host and port of the Redis that holds the list of members; null if nodes are named.</summary>
    public string? Redis { get; }

    /// <summary>Host and port of each named node; empty if there is a list of members.</summary>
    public IReadOnlyList<string> Gateways { get; }

    /// <summary>Name of the cluster.</summary>
    public string ClusterId { get; init; } = DefaultClusterId;

    /// <summary>Reads an address.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address.</param>
    /// <param name="problem">One sentence about what is wrong with the text.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ClusterAddress? address, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        const string Prefix = RedisScheme + "://";
        bool isRedis = text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
        string[] places = isRedis ? [text[Prefix.Length..].TrimEnd('/')] : text.Split(',', StringSplitOptions.TrimEntries);
        string? wrong = places.FirstOrDefault(place => !IsPlace(place));
        address = wrong is not null ? null : isRedis ? new ClusterAddress(places[0], []) : new ClusterAddress(null, places);
        problem = wrong is null
            ? null
            : $"'{wrong}' is no host:port; the address of a cluster is redis://host:port, or gateways as host:port,host:port.";
        return address is not null;
    }

    /// <summary>The address as it is written, without the cluster's name.</summary>
    public override string ToString() => Redis is null ? string.Join(',', Gateways) : $"{RedisScheme}://{Redis}";

    /// <summary>Whether a text is a host and a port, and nothing else.</summary>
    public static bool IsPlace(string? text)
        => Uri.TryCreate($"tcp://{text}", UriKind.Absolute, out Uri? uri)
            && uri is { Port: > 0, UserInfo: "", PathAndQuery: "/" or "", Fragment: "" }
            && uri.Host.Length > 0
            && !text!.EndsWith('/');
}
