using System.Text.Json.Serialization;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Samples.BatchEngine.Shuffle;

/// <summary>How the engine's processes reach the shuffle service.</summary>
/// <param name="ServiceUri">Base address of the service; null if there is none, or if it is a cluster.</param>
/// <param name="Compression"><c>none</c> or <c>lz4</c>.</param>
/// <param name="DataDirectory">Where executors keep what they hold themselves; null if they hold nothing.</param>
public sealed record ShuffleServiceOptions(Uri? ServiceUri, string Compression, string? DataDirectory = null)
{
    /// <summary>What a commit promises.</summary>
    public Durability Durability { get; init; }

    /// <summary>The cluster that is the service; null if it is none.</summary>
    public ClusterChoice? Cluster { get; init; }

    /// <summary>The connected control plane of <see cref="Cluster"/>: in the JobMaster, which owns the connection, and nowhere else.</summary>
    [JsonIgnore]
    public IShuffleControlPlane? ControlPlane { get; init; }
}
