using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>The life of a partition attempt: Allocated → Writing → Committed → Released, or Failed, or Lost.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PartitionState>))]
public enum PartitionState
{
    /// <summary>A worker is assigned; nothing is known of a writer yet.</summary>
    Allocated = 1,

    /// <summary>The worker has seen its writer.</summary>
    Writing = 2,

    /// <summary>All of it is stored.</summary>
    Committed = 3,

    /// <summary>It is to be deleted; the worker has not confirmed yet. Afterwards it is forgotten.</summary>
    Releasing = 4,

    /// <summary>Writing ended without a commit.</summary>
    Failed = 5,

    /// <summary>No copy is left.</summary>
    Lost = 6,
}
