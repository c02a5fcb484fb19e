using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>What can happen to a partition attempt that a JobMaster wants to know.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PartitionEventKind>))]
public enum PartitionEventKind
{
    /// <summary>The worker holds all of it.</summary>
    Committed = 1,

    /// <summary>No copy is left: the producer must run again if anybody still needs the data.</summary>
    Lost = 2,

    /// <summary>Writing ended without a commit.</summary>
    Failed = 3,

    /// <summary>It is readable at another place: its worker returned as a new process.</summary>
    Relocated = 4,
}
