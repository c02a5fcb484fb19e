using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>What runs the control plane.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ServiceKind>))]
public enum ServiceKind
{
    /// <summary>One process.</summary>
    [JsonStringEnumMemberName("embedded")]
    Embedded,

    /// <summary>Grains on the silos of a cluster.</summary>
    [JsonStringEnumMemberName("cluster")]
    Cluster,
}
