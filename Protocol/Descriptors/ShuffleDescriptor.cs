using System.Text.Json.Serialization;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Descriptors;

/// <summary>
/// The handle of one producer attempt's output that a JobMaster hands to tasks (Flink: ShuffleDescriptor): enough to connect and write or read. It serialises
/// to JSON as it is, with its type in the property <c>type</c>.
/// </summary>
/// <param name="ResultPartition">The engine's name of the output.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RemoteShuffleDescriptor), "remote")]
[JsonDerivedType(typeof(LocalShuffleDescriptor), "local")]
[JsonDerivedType(typeof(UnknownShuffleDescriptor), "unknown")]
public abstract record ShuffleDescriptor(ResultPartitionId ResultPartition)
{
    /// <summary>The task executor whose local resources the partition takes, or null if none: the executor may leave when its task is done.</summary>
    public virtual string? StoresLocalResourcesOn => null;

    /// <summary>Whether the producer and its place are not known yet.</summary>
    [JsonIgnore]
    public virtual bool IsUnknown => false;
}
