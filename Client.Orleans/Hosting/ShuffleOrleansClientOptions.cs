using ShuffleOrleans.Client.Clusters;
using ShuffleOrleans.Client.Orleans.Settings;

namespace ShuffleOrleans.Client.Orleans.Hosting;

/// <summary>How an engine's JobMaster finds the cluster. Either <see cref="Gateways"/> or <see cref="RedisConnectionString"/> says where it is.</summary>
public sealed class ShuffleOrleansClientOptions
{
    /// <summary>Name of the cluster; the same on its silos. Defaults to <c>shuffle</c>.</summary>
    public string ClusterId { get; set; } = ClusterAddress.DefaultClusterId;

    /// <summary>Name of the service; the same on its silos. Defaults to <c>shuffle</c>.</summary>
    public string ServiceId { get; set; } = ClusterAddress.DefaultClusterId;

    /// <summary>Orleans gateways as <c>host:port</c>. Two or three of a cluster suffice; names are looked up anew now and then.</summary>
    public IList<string> Gateways { get; } = [];

    /// <summary>The Redis that holds the list of members, in the words of StackExchange.Redis, for instance <c>10.0.0.5:6379</c>.</summary>
    public string? RedisConnectionString { get; set; }

    /// <summary>How long the first connection is tried before starting fails. Defaults to 30 s: silos may be starting too.</summary>
    public TimeSpan ConnectFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause between two tries. Defaults to 1 s.</summary>
    public TimeSpan ConnectPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Calls and events.</summary>
    public OrleansShuffleControlPlaneOptions ControlPlane { get; set; } = new();

    /// <summary>For people: where the cluster is sought.</summary>
    internal string Place => RedisConnectionString is null ? string.Join(", ", Gateways) : "the gateways that Redis lists";

    /// <summary>Reports every setting that makes no sense, at once.</summary>
    /// <exception cref="ArgumentException">At least one setting is wrong; the message names all that are.</exception>
    public void Validate()
    {
        string[] problems = [.. Problems(), .. ControlPlane.Problems()];
        if (problems.Length > 0)
        {
            throw new ArgumentException($"Client of a cluster: {string.Join(' ', problems)}");
        }
    }

    private IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(ClusterId) || string.IsNullOrWhiteSpace(ServiceId))
        {
            yield return $"{nameof(ClusterId)} is '{ClusterId}' and {nameof(ServiceId)} '{ServiceId}'; neither may be empty.";
        }

        if (Gateways.Count == 0 == string.IsNullOrWhiteSpace(RedisConnectionString))
        {
            yield return $"Set either {nameof(Gateways)} or {nameof(RedisConnectionString)}.";
        }

        foreach (string gateway in Gateways.Where(gateway => !ClusterAddress.IsPlace(gateway)))
        {
            yield return $"The gateway '{gateway}' is no host:port.";
        }

        if (ConnectFor < TimeSpan.Zero || ConnectPause <= TimeSpan.Zero)
        {
            yield return $"{nameof(ConnectFor)} is {ConnectFor} and {nameof(ConnectPause)} {ConnectPause}; neither may be negative, nor the second zero.";
        }
    }
}
