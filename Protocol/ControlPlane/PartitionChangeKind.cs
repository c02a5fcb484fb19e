using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>What can happen to a partition attempt on a worker.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PartitionChangeKind>))]
public enum PartitionChangeKind
{
    /// <summary>A writer began.</summary>
    Writing = 1,

    /// <summary>All of it is stored.</summary>
    Committed = 2,

    /// <summary>Writing ended without a commit; nothing is kept.</summary>
    Failed = 3,

    /// <summary>It is deleted, as ordered.</summary>
    Released = 4,

    /// <summary>Stored bytes turned out to be damaged or gone.</summary>
    Lost = 5,
}
